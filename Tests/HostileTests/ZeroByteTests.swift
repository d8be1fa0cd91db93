import Foundation
import TestSupport
import Testing

/// A zero byte can stand in a JSON text, but in no statement and no name; nor in a document of Postgres and SQLite.
@Suite struct ZeroByteTests {
    /// Two properties that are the same without it, in a stream and a namespace with one.
    private static let stream = HostileStream(
        name: "a\u{0}b", namespace: "c\u{0}d", mode: .append, number: "number", texts: ["x\u{0}y", "xy"], keys: 1,
        nested: [], loads: [[record]])
    private static let record = HostileRecord(
        id: "1", emittedAt: "2024-03-01T10:00:00Z", number: 1, texts: ["with\u{0}zero", "without"], nested: [])

    @Test(arguments: ["sqlite", "postgres", "bigquery"])
    func isToldApartAndCutsNothingOff(_ kind: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "planar-hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database: HostileDatabase =
            switch kind {
            case "sqlite": try await .sqlite(in: folder)
            case "postgres": try await .postgres("hostile_zero", in: folder)
            default: try await .bigQuery("hostile_zero", in: folder)
            }
        let family = try database.compile([Self.stream])[0]
        let raw = try #require(family[0].raw)
        let row =
            kind != "bigquery"
            ? TestDatabase.RawRow(
                id: "1", emittedAt: Self.record.emittedAt, data: #"{"number": 1, "xy": "without"}"#)
            : Self.stream.raw(Self.record)
        try await database.database.load([row], into: raw, emptying: false, on: database.connection)
        let report = try await database.database.run([family])
        #expect(report.streams.compactMap(\.failure).isEmpty, "\(report.streams.compactMap(\.failure))")
        let value = kind != "bigquery" ? "null" : "'with\\u{0}zero'"
        #expect(
            try await database.rows(of: family[0]) { !$0.isMetadata } == [
                "number = '1' | x\\u{0}y = \(value) | xy = 'without'"
            ])
        await database.connection.close()
    }
}
