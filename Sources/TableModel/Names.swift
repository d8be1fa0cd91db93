import Catalog

/// The final name of a column, table or schema in the database: unquoted, folded, cut to length.
package struct Identifier: Sendable, Hashable {
    package let text: String
    package init(_ text: String) { self.text = text }

    // Swift compares strings by canonical equivalence; databases compare bytes.
    package static func == (a: Identifier, b: Identifier) -> Bool { ExactString(a.text) == ExactString(b.text) }
    package func hash(into hasher: inout Hasher) { ExactString(text).hash(into: &hasher) }
}

/// A table or view: its schema (dataset on BigQuery) and its name.
package struct TableName: Sendable, Hashable, CustomStringConvertible {
    package let schema: Identifier
    package let name: Identifier

    package init(schema: Identifier, name: Identifier) {
        self.schema = schema
        self.name = name
    }

    package var description: String { "\(schema.text).\(name.text)" }
}
