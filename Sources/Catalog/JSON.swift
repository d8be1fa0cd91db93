/// A JSON value as it stands in a text: members in their order, numbers as spelled, and where it begins.
package struct JSON: Sendable {
    package enum Value: Sendable {
        case null
        case bool(Bool)
        /// As spelled, so that `1.10` and 40 digits survive.
        case number(String)
        case string(String)
        case array([JSON])
        /// No two members have the same key: the last value wins, at the position of the first.
        case object([Member])
    }

    package struct Member: Sendable {
        package let key: String
        /// The byte of the key's opening quote.
        package let keyOffset: Int
        package let value: JSON

        package init(key: String, keyOffset: Int, value: JSON) {
            self.key = key
            self.keyOffset = keyOffset
            self.value = value
        }

        package var place: Place { Place(offset: keyOffset) }
    }

    package let value: Value
    /// The byte at which the value begins.
    package let offset: Int

    package init(value: Value, offset: Int) {
        self.value = value
        self.offset = offset
    }

    package var place: Place { Place(offset: offset) }

    package var text: String? {
        if case .string(let text) = value { text } else { nil }
    }

    package var exactText: ExactString? {
        if case .string(let text) = value { ExactString(text) } else { nil }
    }

    package var elements: [JSON]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    package var members: [Member]? {
        if case .object(let members) = value { members } else { nil }
    }

    package var isNull: Bool {
        if case .null = value { true } else { false }
    }

    /// What a message calls the value, such as `a list`.
    package var kind: String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension [JSON.Member] {
    /// The value of a key, nil where the key is missing. Linear: for the few keys of a small object.
    package subscript(key: ExactString) -> JSON? {
        first { ExactString($0.key) == key }?.value
    }
}
