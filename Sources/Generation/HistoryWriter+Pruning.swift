import Catalog
import Dialects

extension HistoryWriter {
    /// What the history's policy takes away of the versions in order.
    struct Pruning {
        let what: SQL
        let condition: SQL
        let otherwise: SQL
        /// Of which keys any version may have to go.
        let candidates: (_ staged: SQL) -> SQL
    }

    var pruning: Pruning? {
        switch relation.root.stream.history {
        case .all: return nil
        case .newest:
            return Pruning(
                what: "Versions that are not the newest of their key.", condition: "_airbyte_version > 1",
                otherwise: "_airbyte_version = 1", candidates: { "select _airbyte_unique_key from \($0)" })
        case .days(let days):
            let ago = dialect.ago(days: days)
            return Pruning(
                what: SQL(trusted: "Versions that a newer one replaced more than \(days) days ago."),
                condition: "_airbyte_replaced_at < \(ago)",
                otherwise: "(_airbyte_replaced_at is null or _airbyte_replaced_at >= \(ago))",
                candidates: { _ in
                    """
                    select _airbyte_unique_key
                    from \(dialect.relation(relation.target))
                    where _airbyte_active_row = 0
                        and _airbyte_emitted_at < \(ago)
                    """
                })
        }
    }

    /// Since when a version has had a newer one; of a history that is kept for a time.
    var replacedAt: SQL? {
        relation.prunesWithTime
            ? """
            min(_airbyte_emitted_at) over (
                newest_first rows between unbounded preceding and 1 preceding
            ) as _airbyte_replaced_at
            """ : nil
    }
}
