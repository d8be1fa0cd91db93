"""Queries, DML and DDL: what they must answer by BigQuery's documentation."""

from server_test import FIRST, SECOND, ServerTest


class ValueTests(ServerTest):
    def test_cells_are_texts(self) -> None:
        sql = """select 1, 1.5, 1e20, true, null, 'x', b'a', date '2020-01-02', datetime '2020-01-01 01:02:03',
            time '01:02:03', numeric '-1.50', timestamp '2020-01-01 00:00:00.123456+00', json '{"a": 1}'"""
        timestamp = "1.577836800123456E9"
        expected = ["1", "1.5", "1.0E20", "true", None, "x", "YQ==", "2020-01-02", "2020-01-01T01:02:03", "01:02:03",
                    "-1.5", timestamp, '{"a":1}']  # fmt: skip
        self.assertEqual(self.rows(sql), [expected])

    def test_timestamps_in_microseconds_on_request(self) -> None:
        rows = self.rows("select timestamp '1970-01-02'", "?formatOptions.useInt64Timestamp=true")
        self.assertEqual(rows, [["86400000000"]])

    def test_arrays_and_structs(self) -> None:
        rows = self.rows("select ['a', 'b'] as a, struct(1 as x, 'y' as y) as s, cast(null as array<int64>) as n")
        self.assertEqual(rows, [[[{"v": "a"}, {"v": "b"}], {"f": [{"v": "1"}, {"v": "y"}]}, []]])

    def test_schema_has_the_older_names_of_types(self) -> None:
        job = self.run_sql("select 1 as i, 1.5 as f, [true] as b, struct(1 as x) as s")
        fields = self.call("GET", f"/queries/{job['jobReference']['jobId']}")["schema"]["fields"]
        self.assertEqual([field["type"] for field in fields], ["INTEGER", "FLOAT", "BOOLEAN", "RECORD"])
        self.assertEqual(fields[2]["mode"], "REPEATED")


class StatementTests(ServerTest):
    def test_typed_table_from_raw_rows(self) -> None:
        self.load(("a", FIRST, '{"id": 1, "tags": ["x", "y"]}'), ("b", SECOND, '{"id": 2}'), ("c", SECOND, '{"id": 2}'))
        self.run_sql("""
            create or replace table d.t partition by timestamp_trunc(_airbyte_emitted_at, day)
            cluster by id, _airbyte_emitted_at as
            with parts as (
                select safe_cast(json_extract_scalar(_airbyte_data, "$['id']") as int64) as id,
                    array(select json_extract_scalar(x) from unnest(json_extract_array(_airbyte_data, '$.tags')) as x
                        with offset as place order by place) as tags,
                    _airbyte_ab_id, _airbyte_emitted_at
                from planar.d.raw
            ),
            ranked as (
                select *, row_number() over newest_first as rank, to_hex(md5(array_to_string(tags, '-'))) as row_hash
                from parts window newest_first as (
                    partition by id order by _airbyte_emitted_at desc nulls last, _airbyte_ab_id)
            )
            select * except (rank) from ranked where rank = 1 and id is not distinct from id""")
        self.assertEqual(
            self.rows("select to_json_string(t) from d.t order by id"),
            [
                ['{"id":1,"tags":["x","y"],"_airbyte_ab_id":"a","_airbyte_emitted_at":"2026-05-04T06:00:01.100Z",'
                 '"row_hash":"19d59c7d61b117f2865b20b59c8b70f7"}'],
                ['{"id":2,"tags":[],"_airbyte_ab_id":"b","_airbyte_emitted_at":"2026-05-05T06:00:00Z",'
                 '"row_hash":"d41d8cd98f00b204e9800998ecf8427e"}'],
            ],
        )  # fmt: skip

    def test_insert_coerces_and_fills_missing_columns(self) -> None:
        self.run_sql("create table d.t (a float64, b string, c array<string>, e date)")
        job = self.run_sql("insert into d.t (b, a, e) values ('x', 1, null), ('y', 2, '2020-01-02')")
        self.run_sql("insert into d.t (a, e) with one as (select 3 as a) select a, date '2020-01-01' from one")
        self.assertEqual(job["statistics"]["query"]["dmlStats"]["insertedRowCount"], "2")
        rows = self.rows("select * from d.t order by a")
        self.assertEqual(
            rows, [["1.0", "x", [], None], ["2.0", "y", [], "2020-01-02"], ["3.0", None, [], "2020-01-01"]]
        )

    def test_null_arrays_are_stored_empty_and_null_elements_refused(self) -> None:
        self.run_sql("create table d.t as select 1 as a, cast(null as array<int64>) as b")
        self.assertEqual(self.rows("select array_length(b), b is null from d.t"), [["0", "false"]])
        self.refused("create table d.u as select ['a', null] as b", "Array cannot have a null element")

    def test_update_from(self) -> None:
        self.run_sql("create table d.t as select id, 0 as v from unnest([1, 2, 3]) as id")
        job = self.run_sql("""update d.t as x set v = n.v, id = x.id + 10
            from (select 1 as id, 7 as v union all select 2, 8) as n where n.id = x.id""")
        self.assertEqual(job["statistics"]["query"]["numDmlAffectedRows"], "2")
        self.assertEqual(self.rows("select * from d.t order by id"), [["3", "0"], ["11", "7"], ["12", "8"]])
        self.refused(
            "update d.t as x set v = n from unnest([1, 2]) as n where x.id = 3",
            "UPDATE/MERGE must match at most one source row for each target row",
        )

    def test_delete_with_subquery(self) -> None:
        self.run_sql("create table d.t as select id from unnest([1, 2, 3]) as id")
        job = self.run_sql(
            "delete from d.t as x where not exists (select 1 from unnest([2]) as kept where kept = x.id)"
        )
        self.assertEqual(job["statistics"]["query"]["dmlStats"]["deletedRowCount"], "2")
        self.assertEqual(self.rows("select * from d.t"), [["2"]])

    def test_merge(self) -> None:
        self.run_sql("create table d.t as select id, 'old' as v from unnest([1, 2, 3]) as id")
        job = self.run_sql("""merge into d.t as t using (select id from unnest([2, 3, 4]) as id) as s on t.id = s.id
            when matched and s.id = 3 then delete
            when matched then update set v = 'new'
            when not matched then insert (id, v) values (s.id, 'added')
            when not matched by source then update set v = 'gone'""")
        counts = {"insertedRowCount": "1", "updatedRowCount": "2", "deletedRowCount": "1"}
        self.assertEqual(job["statistics"]["query"]["dmlStats"], counts)
        self.assertEqual(self.rows("select * from d.t order by id"), [["1", "gone"], ["2", "new"], ["4", "added"]])
        self.refused(
            "merge d.t as t using unnest([1, 1]) as s on t.id = s when matched then update set v = 'x'",
            "UPDATE/MERGE must match at most one source row for each target row",
        )

    def test_alter_table(self) -> None:
        self.run_sql("create table d.t as select 1 as a, 'x' as b")
        self.run_sql("alter table d.t add column if not exists c array<string>, add column if not exists a int64")
        self.run_sql("alter table d.t alter column a set data type float64")
        self.run_sql("alter table d.t rename column b to e")
        columns = "select column_name, data_type from d.INFORMATION_SCHEMA.COLUMNS order by ordinal_position"
        self.assertEqual(self.rows(columns), [["a", "FLOAT64"], ["e", "STRING"], ["c", "ARRAY<STRING>"]])
        self.run_sql("alter table d.t drop column e")
        self.assertEqual(self.rows("select * from d.t"), [["1.0", []]])
        self.refused("alter table d.t alter column a set data type int64", "is assignable to the new type")

    def test_views_read_what_their_tables_hold(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        self.run_sql("create view d.v as select a + 1 as b from planar.d.t")
        self.run_sql("insert into d.t values (5)")
        self.assertEqual(self.rows("select b from d.v order by b"), [["2"], ["6"]])
        self.refused("drop table d.v", "because it is currently a VIEW", "invalid")
        self.refused("create or replace view d.t as select 1 as a", "because it is currently a TABLE", "invalid")
        self.refused("insert into d.v values (1)", "because it is currently a VIEW")

    def test_names(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        for name in ("planar.d.t", "`planar.d.t`", "`planar`.d.`t`", "`d.t`"):
            self.assertEqual(self.rows(f"select t.a from {name}"), [["1"]])
        self.assertEqual(self.rows("select a from t", defaultDataset={"datasetId": "d"}), [["1"]])
        self.assertEqual(self.rows("with t as (select 2 as a) select a from t"), [["2"]])
        self.refused("select * from t", "must be qualified with a dataset", "invalid")
        self.refused("select * from d.missing", "Not found: Table planar:d.missing", "notFound")
        self.refused("select * from missing.t", "Not found: Dataset planar:missing", "notFound")
