import TableModel

/// Which generation of a stream was compared last, where deletions are inferred from that: the greatest number counts.
extension Dialect {
    package var snapshotTable: TableName { stateTable("snapshots") }

    package var snapshotCreation: SQL {
        """
        create table if not exists \(relation(snapshotTable)) (
            stream_table \(columnType(.string)) not null,
            generation \(columnType(.integer)) not null
        );
        """
    }
}
