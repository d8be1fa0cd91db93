"""The REST calls and what BigQuery refuses."""

from server_test import FIRST, ServerTest, cells


class RefusalTests(ServerTest):
    def test_layouts(self) -> None:
        select = "as select timestamp '2020-01-01' as t, date '2020-01-01' as day, 1 as i, 1.5 as f, ['x'] as a"
        for partition in ("t", "i", "timestamp_trunc(t, week)", "date_trunc(day, day)", "i + 1", "nope"):
            error = self.job(f"create table d.t partition by {partition} {select}")["status"]["errorResult"]
            self.assertEqual(error["reason"], "invalidQuery", partition)
        for cluster in ("f", "a", "t, day, i, t, i", "i + 1"):
            error = self.job(f"create table d.t cluster by {cluster} {select}")["status"]["errorResult"]
            self.assertEqual(error["reason"], "invalidQuery", cluster)
        for number, partition in enumerate(
            (
                "timestamp_trunc(t, hour)",
                "date(t)",
                "day",
                "date_trunc(day, month)",
                "range_bucket(i, generate_array(0, 9, 3))",
            )
        ):
            self.run_sql(f"create table d.t{number} partition by {partition} cluster by t, day, i {select}")

    def test_replacing_another_layout(self) -> None:
        self.run_sql("create table d.t partition by day as select date '2020-01-01' as day, 1 as i")
        self.refused(
            "create or replace table d.t as select 1 as i",
            "Cannot replace a table with a different partitioning spec. Instead, DROP the table, and then recreate it.",
            "invalid",
        )
        self.run_sql("create or replace table d.t partition by day as select date '2020-01-01' as day")

    def test_existing_tables(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        self.refused("create table d.t as select 2 as a", "Already Exists: Table planar:d.t", "duplicate")
        job = self.run_sql("create table if not exists d.t as select 2 as a")
        self.assertEqual(job["statistics"]["query"]["ddlOperationPerformed"], "SKIP")
        self.assertEqual(self.rows("select a from d.t"), [["1"]])
        self.refused("create schema d", "Already Exists", "duplicate")
        self.run_sql("create schema if not exists d; drop table if exists d.nope; drop table d.t;")

    def test_changes_need_a_where(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        self.refused("delete from d.t", "DELETE must have a WHERE clause")
        self.refused("update d.t set a = 2", "UPDATE must have a WHERE clause")

    def test_columns(self) -> None:
        self.refused("create table d.t as select 1 as a, 2 as A", "Duplicate column names in the result")
        self.refused("create table d.t as select 1", "must be named")
        for prefix in ("_table_", "_FILE_", "_Partition", "_ROW_TIMESTAMP", "__ROOT__", "_colidentifier"):
            self.refused(f"create table d.t as select 1 as {prefix}x", "Invalid field name", "invalid")
        self.refused(f"create table d.t as select 1 as {'x' * 301}", "at most 300 characters", "invalid")
        self.run_sql(f"create table d.t as select 1 as {'x' * 300}")
        self.refused("alter table d.t add column _TABLE_a int64", "Invalid field name", "invalid")

    def test_query_size(self) -> None:
        self.run_sql("select 1 --".ljust(1_048_576, "x"))
        self.refused("select 1 --".ljust(1_048_577, "x"), "too large", "invalid")

    def test_the_server_goes_on_after_a_text_that_is_too_much_for_it(self) -> None:
        self.refused("select " + "(1 + " * 1000 + "1" + ")" * 1000, "Resources exceeded")
        self.assertEqual(self.rows("select 1"), [["1"]])

    def test_types(self) -> None:
        self.run_sql("create table d.t as select 1 as a")
        self.refused("insert into d.t values ('x')", "cannot be inserted into column a")
        self.refused("insert into d.t (a, b) values (1, 2)", "Column b is not present in table")
        self.refused("update d.t set a = 'x' where true", "cannot be assigned to a, which has type INT64")
        self.refused("select md5(1)", "No matching signature for function MD5")


class CallTests(ServerTest):
    def test_job_ids_are_the_clients(self) -> None:
        body = {
            "jobReference": {"projectId": "planar", "jobId": "mine"},
            "configuration": {"query": {"query": "select 1", "useLegacySql": False}, "labels": {"a": "b"}},
        }
        self.assertEqual(self.call("POST", "/jobs", body)["status"], {"state": "DONE"})
        status, reply = self.request("POST", "/jobs", body)
        self.assertEqual((status, reply["error"]["errors"][0]["reason"]), (409, "duplicate"))
        job = self.call("GET", "/jobs/mine")
        self.assertEqual((job["jobReference"]["jobId"], job["configuration"]["labels"]), ("mine", {"a": "b"}))
        self.assertEqual(self.call("POST", "/jobs/mine/cancel")["job"]["status"], {"state": "DONE"})
        self.assertEqual(self.request("GET", "/jobs/other")[0], 404)

    def test_results_come_in_pages(self) -> None:
        job = self.run_sql("select x from unnest([1, 2, 3]) as x order by x")["jobReference"]["jobId"]
        first = self.call("GET", f"/queries/{job}?maxResults=2")
        second = self.call("GET", f"/queries/{job}?maxResults=2&pageToken={first['pageToken']}")
        self.assertEqual((cells(first), cells(second), first["totalRows"]), ([["1"], ["2"]], [["3"]], "3"))
        self.assertNotIn("pageToken", second)

    def test_failed_jobs_answer_with_their_error(self) -> None:
        job = self.job("select nope")
        self.assertEqual(job["status"]["state"], "DONE")
        status, reply = self.request("GET", f"/queries/{job['jobReference']['jobId']}")
        self.assertEqual((status, reply["error"]["errors"][0]["reason"]), (400, "invalidQuery"))
        self.assertEqual(self.request("POST", "/queries", {"query": "select nope", "useLegacySql": False})[0], 400)

    def test_queries(self) -> None:
        reply = self.call("POST", "/queries", {"query": "select 1 as a", "useLegacySql": False})
        self.assertEqual((cells(reply), reply["jobComplete"]), ([["1"]], True))

    def test_dry_runs_change_nothing(self) -> None:
        job = self.job("create table d.t as select 1 as a", dry=True)
        self.assertEqual(job["statistics"]["query"]["statementType"], "CREATE_TABLE_AS_SELECT")
        self.assertEqual(self.request("GET", "/datasets/d/tables/t")[0], 404)
        body = {"configuration": {"dryRun": True, "query": {"query": "select nope", "useLegacySql": False}}}
        self.assertEqual(self.request("POST", "/jobs", body)[0], 400)

    def test_datasets(self) -> None:
        listed = self.call("GET", "/datasets")["datasets"]
        self.assertEqual([dataset["datasetReference"]["datasetId"] for dataset in listed], ["d"])
        self.assertEqual(self.request("POST", "/datasets", {"datasetReference": {"datasetId": "d"}})[0], 409)
        self.assertEqual(self.request("GET", "/datasets/other")[0], 404)
        self.load()
        self.assertEqual(self.call("GET", "/datasets/d/tables")["tables"][0]["tableReference"]["tableId"], "raw")

    def test_raw_data_is_what_airbytes_writer_leaves(self) -> None:
        self.load(
            ("a", FIRST, '{"n": 1.10, "it\'s": {"a`b": [1e400]}}'),
            ("b", FIRST, '{"it\'s": 1, "it_s": 2}'),
            ("c", FIRST, '{"plain": "it\'s"}'),
        )
        rows = self.rows("select _airbyte_data from d.raw order by _airbyte_ab_id")
        inner = '{"a`b":[1e400],"a_b":[1e400]}'
        self.assertEqual(rows[0], [f'{{"n":1.10,"it\'s":{inner},"it_s":{inner}}}'])
        self.assertEqual(rows[1:], [['{"it\'s": 1, "it_s": 2}'], ['{"plain": "it\'s"}']])

    def test_statements_are_checked_in_order(self) -> None:
        self.load()
        results = self.call("POST", "/planar/analyze", {"statements": [
            "create table d.t partition by timestamp_trunc(moment, day) as "
            "select _airbyte_emitted_at as moment from d.raw",
            "select nope from d.t",
            "create temp table x as select moment from d.t",
            "insert into d.t select moment from x",
            "insert into d.t select 1",
            "declare n int64; set n = (select count(*) from d.t); if n > 0 then select nope from d.t; end if;",
            "merge d.t as t using d.raw as r on t.moment = r._airbyte_emitted_at "
            "when not matched then insert (moment) values (r._airbyte_emitted_at)",
        ]})["results"]  # fmt: skip
        self.assertEqual([result["ok"] for result in results], [True, False, True, True, False, False, True])
        self.assertEqual(results[1]["message"], "Unrecognized name: nope at [1:8]")
