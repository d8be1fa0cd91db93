import TableModel

/// Planar's own tables on BigQuery. Rows are only ever added to them, because streams that run side by side would stop
/// each other by changing rows of one table; the newest counts.
extension BigQueryDialect {
    package var stateCreation: SQL {
        let version = relation(stateTable("version"))
        return """
            create table if not exists \(version) (format int64 not null);
            insert into \(version) (format)
            select \(NameTable.format) from (select 1) where not exists (select 1 from \(version));
            create table if not exists \(relation(stateTable("relations"))) (
                schema_name string not null,
                path string not null,
                table_name string not null,
                columns string not null,
                recorded_at timestamp not null
            );
            \(progressCreation)
            """
    }

    /// How far each stream is. A stream that did not run for so long that its rows have expired is compared as a whole.
    package var progressCreation: SQL {
        """
        create table if not exists \(relation(stateTable("progress"))) (
            stream_table string not null,
            normalized_until timestamp not null,
            is_done bool not null,
            noted_at timestamp not null
        )
        partition by timestamp_trunc(normalized_until, day)
        cluster by stream_table
        options (partition_expiration_days = 60);
        """
    }

    package func save(_ record: ResolvedNames.Record, in names: TableName) -> SQL {
        """
        insert into \(relation(names)) (schema_name, path, table_name, columns, recorded_at)
        values (\(record.values.map(literal).joined(", ")), current_timestamp());
        """
    }

    package var currentRecords: SQL? {
        "where true\nqualify row_number() over (partition by schema_name, path order by recorded_at desc) = 1"
    }

    /// All rows that were ever added are still there.
    package var formerNames: (table: TableName, select: SQL) {
        let table = stateTable("relations")
        return (
            table,
            """
            select distinct schema_name, path, table_name, '[]' as columns
            from (
                select
                    schema_name,
                    path,
                    table_name,
                    first_value(table_name) over (partition by schema_name, path order by recorded_at desc) as newest
                from \(relation(table))
            ) as named
            where table_name <> newest
            """
        )
    }
}
