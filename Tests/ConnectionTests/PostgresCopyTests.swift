import Dialects
import PostgresConnection
import Runner
import TestSupport
import Testing

@Suite struct PostgresCopyTests {
    private func connect(_ database: String) async throws -> PostgresConnection {
        let connection = try await PostgresConnection.connect(PostgresCluster.shared.value.createDatabase(database))
        try await connection.execute("create schema s; create table s.t (n int, \"a b\" text)")
        return connection
    }

    @Test func valuesComeBackAsTheyWere() async throws {
        let connection = try await connect("copy_values")
        let values: [String?] = [
            nil, "", "\\N", "\\", "\\.", "a\tb", "a\nb", "a\r\nb", "\r", "\\t", "\u{8}\u{b}\u{c}", "ä😀e\u{301}", "'\"",
            "\\\\\\",
            "\\x41", "{\"a\": \"\\n\\\\\\\"\"}", " end ",
        ]
        let rows = values.enumerated().map { [String($0), $1] }
        #expect(try await connection.copy(into: "s.t", columns: ["n", "\"a b\""], rows: rows) == values.count)
        #expect(try await connection.rows("select * from s.t order by n") == rows)
        #expect(try await connection.copy(into: "s.t", columns: [], rows: [["1", "x"]]) == 1)
        #expect(try await connection.copy(into: "s.t", columns: ["n"], rows: [] as [[String?]]) == 0)
    }

    @Test func manyRows() async throws {
        let connection = try await connect("copy_many")
        let text = String(repeating: "0123456789\t", count: 20)
        #expect(
            try await connection.copy(
                into: "s.t", columns: ["n", "\"a b\""], rows: (0..<50_000).lazy.map { [String($0), text] }) == 50_000)
        #expect(
            try await connection.rows("select count(*), sum(n), count(distinct \"a b\") from s.t") == [
                ["50000", "1249975000", "1"]
            ])
    }

    @Test func aRefusedCopyLoadsNothing() async throws {
        let connection = try await connect("copy_refused")
        let value = try await failure {
            try await connection.copy(into: "s.t", columns: ["n"], rows: [["1"], ["x"], ["2"]])
        }
        #expect(value.kind == .value)
        let ragged = try await failure {
            try await connection.copy(into: "s.t", columns: ["n"], rows: [["1"], ["2", "3"]])
        }
        #expect(ragged.message == "row 2 has 2 values for 1 columns")
        let missing = try await failure { try await connection.copy(into: "s.nosuch", columns: [], rows: [["1"]]) }
        #expect(missing.code == "42P01")
        #expect(try await connection.rows("select count(*) from s.t") == [["0"]])
    }

    @Test func cancellingACopyLoadsNothing() async throws {
        let connection = try await connect("copy_cancel")
        let copying = Task {
            try await connection.copy(into: "s.t", columns: [], rows: repeatElement(["1", "x"], count: .max))
        }
        try await Task.sleep(for: .milliseconds(300))
        copying.cancel()
        await #expect(throws: CancellationError.self) { try await copying.value }
        #expect(try await connection.rows("select count(*) from s.t") == [["0"]])
    }

    @Test func cancellingACopyThatWaitsForALock() async throws {
        let settings = try await PostgresCluster.shared.value.createDatabase("copy_lock")
        let owner = try await PostgresConnection.connect(settings)
        try await owner.execute("create schema s; create table s.t (n int primary key)")
        try await owner.execute("begin; insert into s.t values (1)")
        let waiting = try await PostgresConnection.connect(settings)
        // The row waits for the other transaction, and the server reads nothing more meanwhile.
        let copying = Task {
            try await waiting.copy(into: "s.t", columns: [], rows: (1..<5_000_000).lazy.map { [String($0)] })
        }
        try await Task.sleep(for: .milliseconds(500))
        copying.cancel()
        await #expect(throws: CancellationError.self) { try await copying.value }
        #expect(try await waiting.rows("select 1") == [["1"]])
    }
}
