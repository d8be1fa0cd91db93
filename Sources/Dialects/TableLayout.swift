import Catalog
import TableModel

/// How a table lies on disk.
package struct TableLayout: Sendable {
    /// The column, and what of it makes a partition: `timestamp_trunc(created_at, month)`.
    package let partition: (column: Identifier, expression: SQL)?
    package let clusters: [Identifier]
    private let clusterList: SQL

    package init(partition: (column: Identifier, expression: SQL)?, clusters: [(name: Identifier, sql: SQL)]) {
        self.partition = partition
        self.clusters = clusters.map(\.name)
        clusterList = clusters.map(\.sql).joined(", ")
    }

    /// `partition by … cluster by …`
    package var clause: SQL {
        partition.map { "partition by \($0.expression)\ncluster by \(clusterList)" } ?? "cluster by \(clusterList)"
    }

    /// Whether a table lies so, as far as its columns tell: not by which unit of time it is partitioned.
    package func isThat(of existing: [ExistingColumn]) -> Bool {
        let clustered = existing.filter { $0.clusterPosition != nil }
            .sorted { $0.clusterPosition ?? 0 < $1.clusterPosition ?? 0 }
        return existing.first(where: \.isPartitioning)?.name == partition?.column && clustered.map(\.name) == clusters
    }
}

/// What a project asks of a table's layout, under the names of its columns.
package struct LayoutChoice: Sendable {
    package enum Partition: Sendable {
        case none
        case by(Column, LayoutWish.Unit)
    }

    package let partition: Partition?
    package let clusters: [Column]?

    package init(partition: Partition?, clusters: [Column]?) {
        self.partition = partition
        self.clusters = clusters
    }
}
