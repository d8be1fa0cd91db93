import Dialects
import TableModel

/// What the common table expressions of a relation are called: `users_ab1`. None is called like a column: BigQuery would
/// take the one for the other.
struct ChainNames {
    /// The suffix of the last link of the chain, as in the original.
    let lastLink: String
    let ab1, ab2, ab3: SQL
    /// Versions as they come, each once, and with their ends.
    let versions, distinct, intervals: SQL

    init(_ relation: Relation, _ dialect: any Dialect) {
        let rules = dialect.identifierRules
        let table = relation.table
        let taken = Set(table.columns.map { rules.collisionKey(column: $0.name) })
        func name(_ suffix: String) -> SQL {
            var name = Identifier(table.name.name.text + suffix)
            while taken.contains(rules.collisionKey(column: name)) { name = Identifier(name.text + "_") }
            return dialect.quoted(name)
        }
        lastLink = if case .history = relation.kind { "_stg" } else { "_ab3" }
        ab1 = name("_ab1")
        ab2 = name("_ab2")
        ab3 = name(lastLink)
        versions = name("_input_data")
        distinct = name("_dedup_data")
        intervals = name("_scd_data")
    }
}
