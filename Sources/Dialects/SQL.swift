/// Text that may go into a statement. An ``Identifier`` or a value may not: it has to pass a dialect's quoting first,
/// because interpolation takes nothing but other SQL.
package struct SQL: Sendable, Hashable {
    package let text: String
    /// For text that is known to be SQL: a rendered template, a quoted name.
    package init(trusted text: String) { self.text = text }
}

extension SQL: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ sql: SQL) { text += sql.text }
        package mutating func appendInterpolation(_ number: Int) { text += String(number) }
    }
    package init(stringLiteral text: String) { self.text = text }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
}

extension Array where Element == SQL {
    package func joined(_ separator: String) -> SQL {
        var text = ""
        text.reserveCapacity(reduce(0) { $0 + $1.text.utf8.count + separator.utf8.count })
        for (index, sql) in enumerated() {
            if index > 0 { text += separator }
            text += sql.text
        }
        return SQL(trusted: text)
    }
}
