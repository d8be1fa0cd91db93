/// A string that is equal to another only where their UTF-8 bytes are.
///
/// `String` compares by canonical equivalence: a precomposed `é` equals `e` followed by U+0301. Databases, JSON
/// and Airbyte tell the two apart, so whatever is looked up or told apart by name goes through this type.
package struct ExactString: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package init(stringLiteral text: String) {
        self.text = text
    }

    package static func == (left: ExactString, right: ExactString) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
