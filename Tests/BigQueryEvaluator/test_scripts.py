"""Scripts and partitions: what they must do by BigQuery's documentation."""

from server_test import FIRST, SECOND, ServerTest


class ScriptTests(ServerTest):
    def test_variables(self) -> None:
        self.run_sql("create table d.t as select 1 as v, 2 as w")
        rows = self.rows("""
            declare a, b int64;
            declare v int64 default 7;
            declare words array<string>;
            set a = (select max(w) from d.t);
            set words = ['x', 'y'];
            begin
                declare inner_one int64 default a + 1;
                set b = inner_one;
            end;
            select a, b, v, words, 'y' in unnest(words), (select v from unnest([5])) from d.t where w = a""")
        # The column v hides the variable v.
        self.assertEqual(rows, [["2", "3", "1", [{"v": "x"}, {"v": "y"}], "true", "1"]])

    def test_if(self) -> None:
        script = """declare n int64 default {};
            if n = 1 then select 'one'; elseif n = 2 then select 'two'; else select 'many'; end if;"""
        self.assertEqual([self.rows(script.format(n)) for n in (1, 2, 3)], [[["one"]], [["two"]], [["many"]]])
        self.assertEqual(self.rows("select 'before'; if true then return; end if; select 'after';"), [["before"]])

    def test_temporary_tables_end_with_their_script(self) -> None:
        rows = self.rows("""create temp table x as with one as (select 1 as a) select a from one;
            insert into x values (2); select sum(a) from x; drop table x;""")
        self.assertEqual(rows, [["3"]])
        self.refused("select 1; select * from x", "must be qualified with a dataset", "invalid")
        self.refused("create temp table x as select 1 as a", "requires a script or session")

    def test_transactions(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        self.run_sql("begin transaction; insert into d.t values (2); commit transaction;")
        self.run_sql("begin transaction; insert into d.t values (3); rollback transaction;")
        self.run_sql("begin transaction; truncate table d.t;")
        failing = "begin transaction; delete from d.t where true; select 1 / 0; commit transaction;"
        self.refused(failing, "division by zero: 1 / 0 at [1:48]")
        self.assertEqual(self.rows("select a from d.t order by a"), [["1"], ["2"]])
        self.refused("begin transaction; create table d.u as select 1 as a; commit transaction;", "in a transaction")
        self.run_sql("begin transaction; create temp table u as select 1 as a; drop table u; commit transaction;")

    def test_errors_name_the_place_in_the_script(self) -> None:
        self.refused("select 1;\nselect 2,\n  nope;", "Query error: Unrecognized name: nope at [3:3]")
        self.refused("declare a int64;\nset a = (select nope);", "Query error: Unrecognized name: nope at [2:17]")
        self.refused("select 1;\nselec 2;", 'Syntax error: Unexpected identifier "selec" at [2:1]')

    def test_children(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        parent = self.run_sql("declare n int64 default (select count(*) from d.t);\nupdate d.t set a = n where true;")
        children = self.call("GET", f"/jobs?parentJobId={parent['jobReference']['jobId']}")["jobs"]
        update, declaration = (child["statistics"] for child in children)
        self.assertEqual(update["query"]["statementType"], "UPDATE")
        self.assertEqual(update["query"]["dmlStats"]["updatedRowCount"], "1")
        frame = update["scriptStatistics"]["stackFrames"][0]
        self.assertEqual((frame["startLine"], frame["startColumn"]), (2, 1))
        self.assertEqual(frame["text"], "update d.t set a = n where true")
        self.assertEqual(declaration["scriptStatistics"]["evaluationKind"], "EXPRESSION")
        self.assertEqual(parent["statistics"]["query"]["statementType"], "SCRIPT")

    def test_time_goes_on_between_statements(self) -> None:
        script = "declare a timestamp default current_timestamp(); select a < current_timestamp();"
        self.assertEqual(self.rows(script), [["true"]])


class PartitionTests(ServerTest):
    partitions = """select partition_id, total_rows, string(last_modified_time) from d.INFORMATION_SCHEMA.PARTITIONS
        where table_name = '{}' order by partition_id"""

    def test_partitions_know_when_they_were_written(self) -> None:
        self.load(("a", FIRST, "{}"), ("b", SECOND, "{}"), ("c", None, "{}"), clock="2030-01-01T00:00:00Z")
        before = self.rows(self.partitions.format("raw"))
        self.load(("d", SECOND, "{}"), clock="2030-01-02T00:00:00Z")
        after = self.rows(self.partitions.format("raw"))
        self.assertEqual([row[:2] for row in after], [["20260504", "1"], ["20260505", "2"], ["__NULL__", "1"]])
        self.assertEqual([before[0], before[2]], [after[0], after[2]])
        self.assertTrue(before[1][2].startswith("2030-01-01 00:00:00"))
        self.assertTrue(after[1][2].startswith("2030-01-02 00:00:00"))
        self.run_sql("delete from d.raw where _airbyte_ab_id = 'c'")
        self.assertEqual(len(self.rows(self.partitions.format("raw"))), 2)

    def test_table_without_partitions(self) -> None:
        self.run_sql("create table d.t (a int64)")
        self.assertEqual([row[:2] for row in self.rows(self.partitions.format("t"))], [[None, "0"]])

    def test_layout_is_described(self) -> None:
        self.load()
        table = self.call("GET", "/datasets/d/tables/raw")
        self.assertEqual(table["timePartitioning"], {"type": "DAY", "field": "_airbyte_emitted_at"})
        self.assertEqual(table["clustering"], {"fields": ["_airbyte_emitted_at"]})
        columns = """select column_name from d.INFORMATION_SCHEMA.COLUMNS
            where is_partitioning_column = 'YES' and clustering_ordinal_position = 1"""
        self.assertEqual(self.rows(columns), [["_airbyte_emitted_at"]])

    def test_bytes_follow_partitions_and_columns(self) -> None:
        self.load(("aa", FIRST, "{}"), ("b", SECOND, "{}"))
        # A text is two bytes and its content, a timestamp eight.
        for sql, expected in (
            ("select _airbyte_ab_id from d.raw", 4 + 3),
            ("select * from d.raw", 4 + 8 + 4 + 3 + 8 + 4),
            ("select _airbyte_ab_id from d.raw where _airbyte_emitted_at >= timestamp '2026-05-05'", 3 + 8),
            ("select _airbyte_ab_id from d.raw where timestamp_trunc(_airbyte_emitted_at, day) = '2026-05-04'", 4 + 8),
        ):
            for job in (self.run_sql(sql), self.job(sql, dry=True)):
                self.assertEqual(job["statistics"]["query"]["totalBytesProcessed"], str(expected), sql)
        script = """declare v timestamp default '2026-05-05';
            select _airbyte_ab_id from d.raw as r where r._airbyte_emitted_at >= v"""
        self.assertEqual(self.run_sql(script)["statistics"]["totalBytesProcessed"], str(3 + 8))
        self.refused("select * from d.raw", "bytes billed", "bytesBilledLimitExceeded", maximumBytesBilled="30")
        self.run_sql("select * from d.raw", maximumBytesBilled="31")
