import Dialects
import Runner
import SQLiteConnection
import TableModel
import Testing

@Suite struct SQLiteStatementTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open() async throws -> SQLiteConnection {
        try await SQLiteConnection.open(path: scratch.path("a.db"))
    }

    @Test func aScriptReturnsTheRowsOfItsLastWrite() async throws {
        let connection = try await open()
        let changed = try await connection.execute(
            """
            -- A comment; with a semicolon
            create table t (x int, y text);
            insert into t values (1, 'a;b'), (2, null), (3, '');
            /* and; another */ update t set x = x + 1 where x > 1;
            create index i on t (x); ;
            create trigger r after delete on t begin insert into t values (9, 'r'); select 1; end;
            select * from t;
            -- the end
            """)
        #expect(changed == 2)
        #expect(try await connection.rows("select * from t order by x") == [["1", "a;b"], ["3", nil], ["4", ""]])
        #expect(try await connection.execute("create table u as select * from t") == 0)
        #expect(try await connection.execute("update t set x = 0 where x = 77") == 0)
        #expect(try await connection.execute("with a(x) as (select 5) insert into u select x, 'w' from a") == 1)
        #expect(try await connection.execute("drop table u") == 0)
        #expect(try await connection.execute("-- nothing") == 0)
        #expect(try await connection.execute("") == 0)
        #expect(try await connection.rows("insert into t values (8, 'ä😀') returning y") == [["ä😀"]])
        #expect(
            try await connection.rows("select 1.5, 'a' || char(0) || 'b', x'41', null") == [["1.5", "a\0b", "A", nil]])
    }

    @Test func syntaxErrorsSayWhere() async throws {
        let connection = try await open()
        let text: SQL = "select 1;\n\n  select 'ä😀;', nosuch from sqlite_schema ; select 2"
        let error = try await failure { try await connection.execute(text) }
        #expect(error.kind == .other)
        #expect(error.code == "SQLITE_ERROR")
        #expect(error.message == "no such column: nosuch")
        #expect(error.statement == "select 'ä😀;', nosuch from sqlite_schema ;")
        #expect(error.position == 15)

        let syntax = try await failure { try await connection.execute("select * fron t") }
        #expect(syntax.message == "near \"fron\": syntax error")
        #expect(syntax.position == 10)
        let quoted = try await failure { try await connection.execute("select \"nosuch\"") }
        #expect(quoted.message == "no such column: nosuch")
        let unfinished = try await failure { try await connection.execute("select (") }
        #expect(unfinished.message == "incomplete input")
        let halved = try await failure { try await connection.execute("select 1;\u{0} select 2") }
        #expect(halved.message.contains("zero byte"))
    }

    @Test func failuresOfStatementsThatRan() async throws {
        let connection = try await open()
        let twice = try await failure {
            try await connection.execute("create table t (x int primary key); insert into t values (1), (1);")
        }
        #expect(twice.code == "SQLITE_CONSTRAINT")
        #expect(twice.kind == .other)
        #expect(twice.statement == "insert into t values (1), (1);")
        #expect(twice.position == nil)
        #expect(twice.message == "UNIQUE constraint failed: t.x")
    }

    @Test func valueErrors() async throws {
        let connection = try await open()
        let wrong: [(SQL, String)] = [
            ("planar_integer('x')", "invalid input syntax for type bigint: \"x\""),
            ("planar_integer('9223372036854775808')", "value \"9223372036854775808\" is out of range for type bigint"),
            ("planar_float('1e400')", "\"1e400\" is out of range for type double precision"),
            ("planar_float('NaN')", "NaN has no place in a SQLite column"),
            ("planar_date('2020-02-30')", "date/time field value out of range: \"2020-02-30\""),
            ("planar_timestamptz('300000-01-01')", "timestamp out of range: \"300000-01-01\""),
            ("planar_timestamptz('2020-01-01 00:00 Nowhere/At_All')", "time zone \"nowhere/at_all\" not recognized"),
            ("planar_json('{')", "invalid input syntax for type json"),
            ("planar_json('\"\\u0000\"')", "unsupported Unicode escape sequence"),
            ("planar_json(cast(x'22ff22' as text))", "invalid byte sequence for encoding \"UTF8\": 0xff"),
        ]
        for (expression, message) in wrong {
            let error = try await failure { try await connection.execute("select \(expression)") }
            #expect(error.kind == .value)
            #expect(error.message == message)
        }
        let json = try await failure { try await connection.execute("select json('{')") }
        #expect(json.kind == .value)
        let overflow = try await failure { try await connection.execute("select abs(-9223372036854775807 - 1)") }
        #expect(overflow.kind == .value)
        let strict = try await failure {
            try await connection.execute("create table s (x int) strict; insert into s values ('a')")
        }
        #expect(strict.kind == .value)
        let other = try await failure { try await connection.execute("select planar_fits('1', 'nosuch')") }
        #expect(other.kind == .other)
    }

    @Test func aFailedScriptLeavesNoTransactionOfItsOwn() async throws {
        let connection = try await open()
        await #expect(throws: DatabaseError.self) {
            try await connection.execute("begin; create table gone (x int); select nosuch; commit")
        }
        #expect(try await connection.relations(in: [Identifier("shop")]) == [:])

        try await connection.execute("begin; create table kept (x int)")
        await #expect(throws: DatabaseError.self) { try await connection.execute("select nosuch") }
        try await connection.execute("commit")
        #expect(try await connection.relations(in: [Identifier("shop")]).count == 1)
    }

    @Test func theClockStandsStillWithinATransaction() async throws {
        let connection = try await open()
        let now: SQL = "select planar_now()"
        let first = try await connection.rows(now)
        #expect(try await connection.rows(now) != first)
        try await connection.execute("begin")
        let within = try await connection.rows(now)
        #expect(try await connection.rows(now) == within)
        try await connection.execute("commit")
        #expect(try await connection.rows(now) != within)
    }

    private static let endless: SQL =
        "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"

    @Test func cancellingStopsTheStatementAndKeepsTheSession() async throws {
        let connection = try await open()
        let counting = Task { try await connection.rows(Self.endless) }
        try await Task.sleep(for: .milliseconds(100))
        counting.cancel()
        await #expect(throws: CancellationError.self) { try await counting.value }
        #expect(try await connection.rows("select 1") == [["1"]])

        let script = Task { try await connection.execute("begin; create table gone (x int); \(Self.endless); commit") }
        try await Task.sleep(for: .milliseconds(100))
        script.cancel()
        await #expect(throws: CancellationError.self) { try await script.value }
        #expect(try await connection.relations(in: [Identifier("shop")]) == [:])

        let early = Task { try await connection.execute("create table gone (x int)") }
        early.cancel()
        _ = try? await early.value
        #expect(try await connection.execute("create table if not exists t (x int); insert into t values (1)") == 1)
    }

    @Test func aCancelNeverHitsTheNextStatement() async throws {
        let connection = try await open()
        let short: SQL =
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) select max(i) from n"
        for round in 0..<200 {
            let statement = Task { try await connection.rows(short) }
            try await Task.sleep(for: .microseconds(round * 40))
            statement.cancel()
            do {
                #expect(try await statement.value == [["20000"]])
            } catch is CancellationError {}
            #expect(try await connection.rows(short) == [["20000"]])
        }
    }

    @Test func relationsOfTheFile() async throws {
        let connection = try await open()
        try await connection.execute(
            """
            create table "T" (x bigint, "Y y" timestamp with time zone, z, g int generated always as (x + 1));
            create view v as select x, x + 1 as more from "T"; create virtual table f using fts5(body);
            create table a (id integer primary key autoincrement); create index i on a (id)
            """)
        func column(_ name: String, _ type: String) -> ExistingColumn {
            ExistingColumn(name: Identifier(name), type: type)
        }
        func name(_ name: String) -> TableName { TableName(schema: Identifier("shop"), name: Identifier(name)) }
        let found = try await connection.relations(in: [Identifier("shop")])
        #expect(
            found[name("T")] == [
                column("x", "bigint"), column("Y y", "timestamp with time zone"), column("z", ""), column("g", "INT"),
            ])
        #expect(found[name("v")] == [column("x", "bigint"), column("more", "")])
        #expect(found[name("f")] == [column("body", "")])
        #expect(found[name("sqlite_sequence")] == nil)
        #expect(try await connection.relations(in: [Identifier("a"), Identifier("b")]).count == 2 * found.count)
        #expect(try await connection.relations(in: []) == [:])
        #expect(try await connection.schemas() == [])

        // A view over a table that is gone hides nothing else.
        try await connection.execute(
            "create table old (x int); create view \"it's\" as select * from old; drop table old")
        let broken = try await connection.relations(in: [Identifier("shop")])
        #expect(broken[name("it's")] == [])
        #expect(broken.filter { $0.key != name("it's") } == found)
    }

    @Test func closingTwice() async throws {
        let connection = try await open()
        await connection.close()
        await connection.close()
        let error = try await failure { _ = try await connection.rows("select 1") }
        #expect(error.message == "the connection is closed")
        #expect(error.kind == .connection)
    }
}
