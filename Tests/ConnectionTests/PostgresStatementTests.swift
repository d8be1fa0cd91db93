import Dialects
import PostgresConnection
import Runner
import TableModel
import TestSupport
import Testing

@Suite struct PostgresStatementTests {
    /// A connection to a new database.
    private func connect(_ database: String) async throws -> PostgresConnection {
        try await PostgresConnection.connect(PostgresCluster.shared.value.createDatabase(database))
    }

    @Test func aScriptReturnsTheRowsOfItsLastCommandThatCounts() async throws {
        let connection = try await connect("script")
        let changed = try await connection.execute(
            """
            create schema s; create table s.t (x int);
            insert into s.t values (1), (2), (3); -- a comment; with a semicolon
            update s.t set x = x + 1 where x > 1;
            comment on table s.t is 'a;b'; select * from s.t; -- the end
            """)
        #expect(changed == 2)
        #expect(try await connection.execute("create table s.u as select * from s.t") == 3)
        #expect(try await connection.execute("insert into s.t values (7) returning x") == 1)
        #expect(try await connection.execute("select 1") == 0)
        #expect(try await connection.execute(" -- nothing") == 0)
        #expect(
            try await connection.rows("select x, null, '', 'ä' || chr(10) from s.t order by x") == [
                ["1", nil, "", "ä\n"], ["3", nil, "", "ä\n"], ["4", nil, "", "ä\n"], ["7", nil, "", "ä\n"],
            ])
    }

    @Test func theSessionIsPinned() async throws {
        let cluster = try await PostgresCluster.shared.value
        let settings = try await cluster.createDatabase("pinned")
        let setup = try await PostgresConnection.connect(settings)
        try await setup.execute(
            """
            alter database pinned set timezone to 'Asia/Tokyo'; alter database pinned set datestyle to 'German';
            alter database pinned set extra_float_digits to -3; alter database pinned set search_path to public
            """)
        let connection = try await PostgresConnection.connect(settings)
        let row = try await connection.rows(
            """
            select timestamptz '2020-02-03 04:05:06+09', date '2020-02-03', interval '1 day 2 hours', 0.1::float8 + 0.2::float8,
                'a\\b', current_setting('application_name'), current_setting('search_path')
            """)
        #expect(
            row == [
                [
                    "2020-02-02 19:05:06+00", "2020-02-03", "1 day 02:00:00", "0.30000000000000004", "a\\b", "planar",
                    "pg_catalog, pg_temp",
                ]
            ])
        #expect(try await connection.execute("create temp table t (x int); insert into t values (1)") == 1)
        await #expect(throws: DatabaseError.self) { try await connection.execute("create table unqualified (x int)") }
    }

    @Test func errorsSayWhereAndWhy() async throws {
        let connection = try await connect("errors")
        let misspelt = try await failure { try await connection.execute("select 'ä😀', nosuch from pg_class") }
        #expect(misspelt.code == "42703")
        #expect(misspelt.kind == .other)
        #expect(misspelt.position == 14)
        #expect(misspelt.statement == "select 'ä😀', nosuch from pg_class")
        #expect(misspelt.message == "column \"nosuch\" does not exist")

        let value = try await failure {
            try await connection.execute("select cast('x' || oid as integer) from pg_class")
        }
        #expect(value.kind == .value)
        #expect(value.code == "22P02")

        try await connection.execute(
            "create schema s; create table s.t (x int primary key); insert into s.t values (1)")
        let twice = try await failure { try await connection.execute("insert into s.t values (1)") }
        #expect(twice.detail == "Key (x)=(1) already exists.")
        #expect(twice.kind == .other)

        let halved = try await failure { try await connection.execute("delete from s.t; \u{0} where x = 2") }
        #expect(halved.message.contains("zero byte"))
        #expect(try await connection.rows("select count(*) from s.t") == [["1"]])

        let copying = try await failure { try await connection.execute("copy s.t from stdin") }
        #expect(copying.message.contains("COPY from stdin failed"))
        #expect(try await connection.execute("copy s.t to stdout") == 1)
    }

    @Test func aFailedScriptLeavesNoTransactionOfItsOwn() async throws {
        let connection = try await connect("rollback")
        await #expect(throws: DatabaseError.self) {
            try await connection.execute("begin; create schema gone; select 1 / 0; commit")
        }
        #expect(try await connection.rows("select 1 from pg_namespace where nspname = 'gone'") == [])

        try await connection.execute("begin; create schema gone")
        await #expect(throws: DatabaseError.self) { try await connection.execute("select 1 / 0") }
        let aborted = try await failure { _ = try await connection.rows("select 1") }
        #expect(aborted.code == "25P02")
        try await connection.execute("rollback")
        #expect(try await connection.rows("select 1") == [["1"]])
    }

    @Test func cancellingStopsTheStatementAndKeepsTheSession() async throws {
        let connection = try await connect("cancel")
        let sleeping = Task { try await connection.rows("select pg_sleep(30)") }
        try await Task.sleep(for: .milliseconds(200))
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
        #expect(try await connection.rows("select 1") == [["1"]])

        let script = Task { try await connection.execute("begin; create schema gone; select pg_sleep(30); commit") }
        try await Task.sleep(for: .milliseconds(200))
        script.cancel()
        await #expect(throws: CancellationError.self) { try await script.value }
        #expect(try await connection.rows("select 1 from pg_namespace where nspname = 'gone'") == [])
    }

    @Test func aTimeoutOfTheServerIsNoCancellation() async throws {
        let connection = try await connect("timeout")
        try await connection.execute("set statement_timeout to 50")
        let late = try await failure { try await connection.execute("select pg_sleep(30)") }
        #expect(late.code == "57014")
        #expect(late.kind == .other)
    }

    @Test func aCancelNeverHitsTheNextStatement() async throws {
        let connection = try await connect("races")
        for round in 0..<200 {
            let statement = Task { try await connection.rows("select pg_sleep(0.003), 7") }
            try await Task.sleep(for: .microseconds(round * 40))
            statement.cancel()
            do {
                #expect(try await statement.value == [["", "7"]])
            } catch is CancellationError {}
            #expect(try await connection.rows("select 8") == [["8"]])
        }
    }

    @Test func aLostSessionIsAConnectionError() async throws {
        let cluster = try await PostgresCluster.shared.value
        let settings = try await cluster.createDatabase("lost")
        let connection = try await PostgresConnection.connect(settings)
        let other = try await PostgresConnection.connect(settings)
        let suicide = try await failure {
            try await connection.execute("select pg_terminate_backend(pg_backend_pid())")
        }
        #expect(suicide.kind == .connection)
        let after = try await failure { try await connection.execute("select 1") }
        #expect(after.kind == .connection)
        #expect(after.message.hasPrefix("lost the connection to "))
        await connection.close()
        await connection.close()
        let closed = try await failure { _ = try await connection.rows("select 1") }
        #expect(closed.message == "the connection is closed")
        #expect(try await other.rows("select 1") == [["1"]])
    }

    /// Each stands before the lock, though the others do.
    @Test func sessionsThatWaitDoNotBlockEachOther() async throws {
        let settings = try await PostgresCluster.shared.value.createDatabase("parallel")
        let holder = try await PostgresConnection.connect(settings)
        _ = try await holder.rows("select pg_advisory_lock(1)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    _ = try await PostgresConnection.connect(settings).rows("select pg_advisory_lock_shared(1)")
                }
            }
            while try await holder.rows(
                "select count(*) from pg_locks where locktype = 'advisory' and objid = 1 and not granted and database = (select oid from pg_database where datname = current_database())"
            )
                != [["8"]]
            { try await Task.sleep(for: .milliseconds(20)) }
            _ = try await holder.rows("select pg_advisory_unlock(1)")
            try await group.waitForAll()
        }
        await holder.close()
    }

    @Test func relationsOfSeveralSchemas() async throws {
        let connection = try await connect("relations")
        try await connection.execute(
            """
            create schema "it's"; create schema b; create schema unseen; create table unseen.t (x int);
            create table "it's"."T" (x int, gone int, "Y y" timestamptz, z numeric(10, 2)[], v varchar(3));
            alter table "it's"."T" drop column gone;
            create table b.empty (); create view b.v as select x from "it's"."T";
            create materialized view b.m as select 1::bigint as n;
            create table b.p (k int) partition by list (k); create sequence b.seq; create index on "it's"."T" (x)
            """)
        let found = try await connection.relations(in: [Identifier("it's"), Identifier("b"), Identifier("nosuch")])
        func name(_ schema: String, _ name: String) -> TableName {
            TableName(schema: Identifier(schema), name: Identifier(name))
        }
        func column(_ name: String, _ type: String) -> ExistingColumn {
            ExistingColumn(name: Identifier(name), type: type)
        }
        #expect(
            found == [
                name("it's", "T"): [
                    column("x", "integer"), column("Y y", "timestamp with time zone"), column("z", "numeric(10,2)[]"),
                    column("v", "character varying(3)"),
                ],
                name("b", "empty"): [],
                name("b", "v"): [column("x", "integer")],
                name("b", "m"): [column("n", "bigint")],
                name("b", "p"): [column("k", "integer")],
            ])
        #expect(try await connection.relations(in: []) == [:])
        let schemas = try await connection.schemas()
        #expect(schemas.isSuperset(of: ["it's", "b", "unseen", "public"].map { Identifier($0) }))
        #expect(!schemas.contains(Identifier("nosuch")))
    }
}
