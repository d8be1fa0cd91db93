import Catalog
import Dialects
import TableModel

/// Which versions are of one record, and which of them is newer, for windows over a history.
struct VersionOrder {
    let versioning: Versioning
    let dialect: any Dialect

    var startAt: TypedColumn { TypedColumn("_airbyte_start_at", versioning.cursor.type) }

    var primaryKey: [SQL] { versioning.primaryKey.map { dialect.identity(dialect.typed($0)) } }

    /// Postgres' places for NULL, said aloud for the databases that have others. What is left equal differs in its deletion
    /// alone, and that comes after what it deletes.
    var newestFirst: [SQL] {
        ["\(dialect.ordering(startAt)) desc nulls last" as SQL]
            + (versioning.changes.ordering + [.emittedAt]).map {
                "\(dialect.ordering(dialect.typed($0))) desc nulls first"
            }
            + [versioning.changes.deletedAt].compactMap {
                $0.map { "\(dialect.ordering(dialect.typed($0))) desc nulls last" }
            }
            + [dialect.ordering(dialect.typed(.rawID))]
    }
}
