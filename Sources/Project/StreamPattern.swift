/// Names streams by a glob on `name` or `namespace.name`: `*` stands for any characters, `?` for one, and `\` takes the
/// meaning from the character after it.
package struct StreamPattern: Sendable {
    package let text: String
    private let parts: [Part]

    private enum Part: Sendable, Equatable {
        case one(Unicode.Scalar)
        case anyOne
        case any
    }

    package init(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            switch (isEscaped, scalar) {
            case (false, "\\"): isEscaped = true
            case (false, "*"): if parts.last != .any { parts.append(.any) }
            case (false, "?"): parts.append(.anyOne)
            default:
                parts.append(.one(scalar))
                isEscaped = false
            }
        }
        if isEscaped { parts.append(.one("\\")) }
        self.parts = parts
    }

    package func matches(_ name: String, in namespace: String?) -> Bool {
        matches(name) || namespace.map { matches("\($0).\(name)") } == true
    }

    /// Goes back to the last `*` alone, so a hostile pattern takes no more than length times length.
    func matches(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        var (place, part) = (0, 0)
        var retry: (place: Int, part: Int)?
        while place < scalars.count {
            if part < parts.count, parts[part] == .any {
                retry = (place, part)
                part += 1
            } else if part < parts.count, parts[part] == .anyOne || parts[part] == .one(scalars[place]) {
                place += 1
                part += 1
            } else if let last = retry {
                retry = (last.place + 1, last.part)
                place = last.place + 1
                part = last.part + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }
}
