import Catalog
import TableModel

/// A column, or an expression that stands for one, and its type.
package struct TypedColumn: Sendable {
    package let sql: SQL
    package let type: SchemaType
    package init(_ sql: SQL, _ type: SchemaType) {
        self.sql = sql
        self.type = type
    }
}

/// A column as the database has it.
package struct ExistingColumn: Sendable, Hashable {
    package let name: Identifier
    /// As the database spells it: `bigint`, `timestamp with time zone`, `BIGINT`, `TEXT`.
    package let type: String
    /// Whether the table is partitioned by it.
    package let isPartitioning: Bool
    /// Its place among the columns that the table is clustered by.
    package let clusterPosition: Int?

    package init(name: Identifier, type: String, isPartitioning: Bool = false, clusterPosition: Int? = nil) {
        self.name = name
        self.type = type
        self.isPartitioning = isPartitioning
        self.clusterPosition = clusterPosition
    }
}
