import CSQLite
import Dialects
import Foundation
import Runner
import SQLiteConnection
import TableModel
import Testing

@Suite struct SQLiteFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func open(_ name: String) async throws -> SQLiteConnection {
        try await SQLiteConnection.open(path: scratch.path(name))
    }

    private func refusal(_ path: String) async throws -> DatabaseError {
        let error = try await failure { _ = try await SQLiteConnection.open(path: path) }
        #expect(error.kind == .connection)
        return error
    }

    /// A file in the older journal mode, with one table `t` of one row.
    private func makeRollbackFile(_ name: String) throws {
        var handle: OpaquePointer?
        defer { sqlite3_close(handle) }
        #expect(sqlite3_open(scratch.path(name), &handle) == SQLITE_OK)
        #expect(sqlite3_exec(handle, "create table t (x int); insert into t values (1)", nil, nil, nil) == SQLITE_OK)
    }

    @Test func aFolderIsNoFile() async throws {
        let path = scratch.folder.path
        #expect(try await refusal(path).message == "\(path) is a folder, not a SQLite file")
    }

    @Test func theFolderMustExist() async throws {
        let error = try await refusal(scratch.path("nosuch/a.db"))
        #expect(
            error.message
                == "cannot create \(scratch.path("nosuch/a.db")): there is no folder \(scratch.path("nosuch"))")
        #expect(error.code == "SQLITE_CANTOPEN")
    }

    @Test(arguments: [1, 1000])
    func aTextIsNoDatabase(lines: Int) async throws {
        let text = String(repeating: "hello, world\n", count: lines)
        let path = scratch.path("text.db")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let error = try await refusal(path)
        #expect(error.message == "\(path) is not a SQLite database")
        #expect(error.code == "SQLITE_NOTADB")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }

    #if os(Linux)
        @Test func theFolderMustBeWritable() async throws {
            #expect(
                try await refusal("/proc/planar.db").message
                    == "cannot create /proc/planar.db: its folder cannot be written")
        }
    #endif

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func theFileMustBeWritable() async throws {
        try makeRollbackFile("mine.db")
        chmod(scratch.path("mine.db"), 0o444)
        #expect(try await refusal(scratch.path("mine.db")).message == "\(scratch.path("mine.db")) cannot be written")
    }

    @Test func aNewFileGetsWAL() async throws {
        let connection = try await open("new.db")
        #expect(try await connection.rows("pragma journal_mode") == [["wal"]])
        #expect(try await connection.rows("pragma synchronous") == [["1"]])
        await connection.close()
        #expect(try await open("new.db").rows("pragma journal_mode") == [["wal"]])
    }

    @Test func anExistingFileKeepsItsMode() async throws {
        try makeRollbackFile("old.db")
        let connection = try await open("old.db")
        #expect(try await connection.rows("pragma journal_mode") == [["delete"]])
        #expect(try await connection.rows("pragma synchronous") == [["2"]])
        #expect(try await connection.rows("pragma foreign_keys") == [["0"]])
    }

    @Test func manyMayCreateTheSameFile() async throws {
        let connections = try await withThrowingTaskGroup(of: SQLiteConnection.self) { group in
            for _ in 0..<8 { group.addTask { try await open("raced.db") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for connection in connections {
            #expect(try await connection.rows("pragma journal_mode") == [["wal"]])
            try await connection.execute("create table if not exists t (x int); insert into t values (1)")
        }
        #expect(try await connections[0].rows("select count(*) from t") == [["8"]])
    }

    @Test(arguments: [("wal.db", 20_000), ("rollback.db", 2000)])
    func readersSeeTheOldStateWhileOneWrites(name: String, rows: Int) async throws {
        if name == "rollback.db" { try makeRollbackFile(name) }
        let writer = try await open(name)
        try await writer.execute("drop table if exists t; create table t (x int); insert into t values (1)")
        let readers = [try await open(name), try await open(name)]

        // 80 MB are more than the cache takes; 8 MB the older mode must not spill into the file before the commit.
        try await writer.execute(
            """
            begin immediate; delete from t; create table half (x int, y text);
            with recursive n(i) as (select 1 union all select i + 1 from n where i < \(rows))
            insert into half select i, hex(zeroblob(2000)) from n
            """)
        for reader in readers {
            // A reader that were shut out would wait until it is told that the file is busy: nobody commits before it.
            #expect(try await reader.rows("select x from t") == [["1"]])
            #expect(try await reader.relations(in: [Identifier("main")]).count == 1)
        }
        try await writer.execute("commit")
        for reader in readers {
            #expect(try await reader.rows("select count(*) from half") == [["\(rows)"]])
            #expect(try await reader.rows("select x from t") == [])
        }
    }

    @Test func aWriterWaitsForAnotherAndCanBeCancelled() async throws {
        let first = try await open("locked.db")
        let second = try await open("locked.db")
        try await first.execute("create table t (x int); begin immediate; insert into t values (1)")

        let cancelled = Task { try await second.execute("insert into t values (2)") }
        try await Task.sleep(for: .milliseconds(200))
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }

        async let waiting = second.execute("insert into t values (3)")
        try await Task.sleep(for: .milliseconds(200))
        try await first.execute("commit")
        #expect(try await waiting == 1)
        #expect(try await first.rows("select x from t") == [["1"], ["3"]])
    }
}
