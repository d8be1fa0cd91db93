import TableModel

/// How far each stream is: `_planar.progress`. A raw row that came after the last run was written by a transaction that had not ended then,
/// whatever its time of emission; every raw row says which one wrote it (`xmin`).
extension PostgresDialect {
    package var habits: WritingHabits {
        WritingHabits(replacesTables: false, hasIndexes: true, progress: .transaction, temporaryTablesEnd: true)
    }

    package var progressCreation: SQL {
        """
        create table if not exists \(progress) (
            stream_table text primary key,
            place text,
            seen jsonb not null,
            noted_at timestamp with time zone not null
        );
        """
    }

    private var progress: SQL { relation(stateTable("progress")) }

    package var compareAll: SQL? {
        """

        -- All rows are compared; `planar run` compares those alone that have come since the last run.
        set local planar.since to '-infinity';
        set local planar.first_row to '(0,0)';
        set local planar.raw_age to 2147483647;
        """
    }

    package func mayHaveChanged(_ row: SQL, _ scope: ChangeScope, in rows: LimitedRows) -> SQL? {
        switch rows {
        case .raw:
            // The last condition leaves what came in the meantime, with an older time, to the next run: the rows nested
            // in it are looked for by time.
            """
            (
                \(row).ctid >= current_setting('planar.first_row')::tid
                and age(\(row).xmin) <= (select current_setting('planar.raw_age')::integer)
                and coalesce(\(row)._airbyte_emitted_at, 'infinity') >= (select current_setting('planar.since')::timestamptz)
            )
            """
        case .timed: "\(row)._airbyte_emitted_at >= current_setting('planar.since')::timestamptz"
        case .keyed(let keys): "\(row)._airbyte_unique_key in (select _airbyte_unique_key from \(keys))"
        case .newVersions(let keys):
            [.keyed(changedKeys: keys), .timed].compactMap { mayHaveChanged(row, scope, in: $0) }.joined("\nand ")
        case .staged: nil
        }
    }

    /// Looks at the end of the raw table, where rows come as a rule, and at all of it where Postgres has counted other
    /// numbers than that: with rows in gaps further ahead, or with rows changed or deleted. The end begins with the last
    /// 4,069 blocks, for which Postgres keeps one page of gaps. A session may count its rows some seconds after its
    /// transaction; if these lie further ahead, the next run finds them by the count.
    package func findArrived(in stream: ProgressOfStream) -> [SQL] {
        [
            """
            with raw_table as materialized (
                select
                    case when relkind = 'r' and not relhassubclass then txid_snapshot_xmin(txid_current_snapshot()) end as ended,
                    counter.counted,
                    counter.inserted,
                    pg_relation_size(raw.oid) / current_setting('block_size')::integer as blocks
                from pg_class as raw
                cross join lateral (
                    \(counters(of: "raw.oid"))
                ) as counter
                where raw.oid = to_regclass(\(literal(relation(stream.raw).text)))
            ),
            last_run as materialized (
                select
                    age(((seen ->> 'ended')::bigint % 4294967296)::text::xid) as age,
                    format('(%s,0)', greatest(blocks_then - greatest(blocks_then % 4069, 512), 0))::tid as block,
                    case
                        when raw_table.counted = seen ->> 'counted' then raw_table.inserted - (seen ->> 'inserted')::bigint
                    end as inserted
                from raw_table
                join \(progress) on stream_table = \(literal("\(stream.root)"))
                    and place = \(place(of: stream.tables))
                cross join lateral (select (seen ->> 'blocks')::bigint as blocks_then) as there
                where raw_table.ended - (seen ->> 'ended')::bigint between 0 and 2000000000
            ),
            at_the_end as materialized (
                select count(*) as found, min(record.ctid) as first_row, min(record._airbyte_emitted_at) as since,
                    max(record._airbyte_emitted_at) as newest
                from \(stream.rawRows) as record
                where record.ctid >= (select block from last_run)
                    and age(record.xmin) <= (select age from last_run)
            ),
            anywhere as materialized (
                select count(*) as found, min(record.ctid) as first_row, min(record._airbyte_emitted_at) as since,
                    max(record._airbyte_emitted_at) as newest
                from \(stream.rawRows) as record
                where (select inserted from last_run) is distinct from (select found from at_the_end)
                    and age(record.xmin) <= (select age from last_run)
            ),
            limits as (
                select
                    last_run.age,
                    case
                        when last_run.age is null then null
                        when anywhere.first_row is null then at_the_end.found
                        else anywhere.found
                    end as found,
                    coalesce(anywhere.newest, at_the_end.newest) as newest,
                    case
                        when last_run.age is null then '(0,0)'
                        else coalesce(anywhere.first_row, at_the_end.first_row)
                    end as first_row,
                    case
                        when last_run.age is null then '-infinity'
                        else coalesce(anywhere.since, at_the_end.since, 'infinity')
                    end as since
                from at_the_end
                cross join anywhere
                left join last_run on true
            )
            select
                set_config('planar.seen', to_jsonb(raw_table)::text, true),
                set_config('planar.raw_age', coalesce(age, 2147483647)::text, true),
                set_config('planar.first_row', coalesce(first_row, '(4294967295,0)')::text, true),
                set_config('planar.since', since::text, true),
                found,
                extract(epoch from newest) as newest,
                first_row is not null as has_arrived
            from raw_table
            cross join limits;
            """
        ]
    }

    package func noteProgress(of stream: ProgressOfStream) -> SQL? {
        """
        insert into \(progress) (stream_table, place, seen, noted_at)
        values (
            \(literal("\(stream.root)")), \(place(of: stream.tables)), current_setting('planar.seen')::jsonb, now()
        )
        on conflict (stream_table) do update
        set place = excluded.place, seen = excluded.seen, noted_at = excluded.noted_at;
        """
    }

    /// Which tables these are: one that was truncated, restored or made anew lies in another file.
    private func place(of tables: [TableName]) -> SQL {
        let files = tables.map { "pg_relation_filenode(to_regclass(\(literal(relation($0).text))))" as SQL }
        return "concat_ws(' ', (select system_identifier from pg_control_system()), \(files.joined(", ")))"
    }

    /// How many rows Postgres has counted, and since when: after a crash it begins again. Before Postgres 15 counts could
    /// get lost.
    private func counters(of table: SQL) -> SQL {
        """
        select
            case
                when current_setting('server_version_num')::integer >= 150000 and current_setting('track_counts')::boolean then concat_ws(
                    ' ', (select stats_reset from pg_stat_archiver), (select stats_reset from pg_stat_database where datname = current_database()),
                    pg_stat_get_tuples_updated(\(table)) + pg_stat_get_tuples_deleted(\(table)))
            end as counted,
            pg_stat_get_tuples_inserted(\(table)) as inserted
        """
    }

    /// By the numbers of rows that Postgres has counted. A session counts them some seconds after its transaction at the
    /// latest, or when it ends: as long as any is there that may have written, only a look at the table can tell. Of other
    /// roles' sessions Postgres shows the role alone, unless this one has `pg_read_all_stats`: they count as at work.
    package func untouched(_ streams: [ProgressOfStream]) -> SQL? {
        let rows = streams.enumerated().map { index, stream in
            let raw = literal(relation(stream.raw).text)
            return "(\(index), \(literal("\(stream.root)")), to_regclass(\(raw)), \(place(of: stream.tables)))" as SQL
        }
        return """
            with writer as materialized (
                select usesysid
                from pg_stat_activity
                where datname = current_database()
                    and pid <> pg_backend_pid()
                    and coalesce(backend_type, '') not in ('autovacuum worker', 'walsender')
                    and (
                        backend_type is distinct from 'client backend'
                        or state is distinct from 'idle'
                        or state_change > clock_timestamp() - interval '15 seconds'
                    )
            )
            select stream.number
            from (
                values
                \(rows.joined(",\n    "))
            ) as stream(number, stream_table, raw, place)
            join \(progress)
                on progress.stream_table = stream.stream_table and progress.place = stream.place
            cross join lateral (\(counters(of: "stream.raw"))) as counter
            join pg_class as raw on raw.oid = stream.raw and raw.relkind = 'r' and not raw.relhassubclass
            where counter.counted = progress.seen ->> 'counted'
                and counter.inserted = (progress.seen ->> 'inserted')::bigint
                and not exists (
                    select 1
                    from writer
                    where usesysid is null
                        or has_table_privilege(usesysid, stream.raw, 'insert, update, delete')
                        or pg_has_role(usesysid, raw.relowner, 'member')
                );
            """
    }
}
