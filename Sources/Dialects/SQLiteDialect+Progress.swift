import TableModel

/// How far each stream is: `_planar_progress`. SQLite numbers a new row of the raw table after all others, so what comes
/// after the row that was the last one then is new, whatever its time of emission, as long as that row is still there.
extension SQLiteDialect {
    package var habits: WritingHabits {
        WritingHabits(replacesTables: false, hasIndexes: true, progress: .transaction, temporaryTablesEnd: false)
    }

    package var progressCreation: SQL {
        """
        create table if not exists \(progress) (
            stream_table text primary key,
            place text not null,
            last_row integer not null,
            last_raw_id text not null,
            noted_at text not null
        );
        """
    }

    private var progress: SQL { relation(stateTable("progress")) }

    package var compareAll: SQL? {
        """
        -- All rows are compared; `planar run` compares those alone that have come since the last run.
        \(emptyArrived)
        insert into temp.planar_arrived values (\(Int.min), '');
        """
    }

    /// The table in which the statements of a transaction find what is new to them.
    private var emptyArrived: SQL {
        """
        create temporary table if not exists planar_arrived (first_row integer, since text);
        delete from temp.planar_arrived;
        """
    }

    package func mayHaveChanged(_ row: SQL, _ scope: ChangeScope, in rows: LimitedRows) -> SQL? {
        switch rows {
        case .raw: "\(row).rowid >= (select first_row from temp.planar_arrived)"
        case .timed: "\(row)._airbyte_emitted_at >= (select since from temp.planar_arrived)"
        case .keyed(let keys): "\(row)._airbyte_unique_key in (select _airbyte_unique_key from temp.\(keys))"
        case .newVersions(let keys):
            [.keyed(changedKeys: keys), .timed].compactMap { mayHaveChanged(row, scope, in: $0) }.joined("\nand ")
        case .staged: nil
        }
    }

    package func findArrived(in stream: ProgressOfStream) -> [SQL] {
        let raw = stream.rawRows
        return [
            """
            \(emptyArrived)
            insert into temp.planar_arrived
            select
                ifnull(last_row + 1, \(Int.min)),
                iif(last_row is null, '', (
                    select ifnull(min(planar_try_timestamptz(record._airbyte_emitted_at)), 'infinity')
                    from \(raw) as record
                    where record.rowid > last_row
                ))
            from (select 1) as one
            left join (
                select progress.last_row
                from \(progress) as progress
                join \(raw) as last on last.rowid = progress.last_row
                    and last._airbyte_ab_id = progress.last_raw_id
                where progress.stream_table = \(literal("\(stream.root)"))
                    and progress.place = \(place(of: stream.tables))
            ) as last_run on true;
            """,
            """
            select
                iif(since = '', null, found), newest, iif(since = '' or found > 0, 't', 'f')
            from temp.planar_arrived
            left join (
                select
                    count(*) as found,
                    strftime('%s', substr(max(planar_try_timestamptz(record._airbyte_emitted_at)), 1, 19)) as newest
                from \(raw) as record
                where record.rowid >= (select nullif(first_row, \(Int.min)) from temp.planar_arrived)
            ) as arrived on true;
            """,
        ]
    }

    package func noteProgress(of stream: ProgressOfStream) -> SQL? {
        """
        insert into \(progress) (stream_table, place, last_row, last_raw_id, noted_at)
        select \(literal("\(stream.root)")), \(place(of: stream.tables)), last.rowid, last._airbyte_ab_id, \(now)
        from \(stream.rawRows) as last
        where last.rowid = (select max(rowid) from \(relation(stream.raw)))
            and last._airbyte_ab_id is not null
        on conflict (stream_table) do update
        set place = excluded.place, last_row = excluded.last_row, last_raw_id = excluded.last_raw_id,
            noted_at = excluded.noted_at;
        """
    }

    /// Which tables these are: one that was made anew begins on another page.
    private func place(of tables: [TableName]) -> SQL {
        let names = tables.map { literal($0.name.text) }
        return """
            (
                select group_concat(name || ' ' || rootpage, ', ')
                from (
                    select name, rootpage
                    from sqlite_master
                    where type = 'table'
                        and name collate nocase in (\(names.joined(", ")))
                    order by name
                )
            )
            """
    }
}
