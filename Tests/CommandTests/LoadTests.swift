import Foundation
import Testing

/// Messages of a source into raw tables, and from there into typed ones.
@Suite struct LoadTests {
    private static let catalog = Shop.catalog(Shop.shops, Shop.visits, Shop.orders, Shop.levels)

    private func record(_ stream: String, namespace: String? = nil, _ data: String, at time: Int = 1_700_000_000_123)
        -> String
    {
        let place = namespace.map { "\"namespace\": \"\($0)\", " } ?? ""
        return
            #"{"type": "RECORD", "record": {"stream": "\#(stream)", \#(place)"emitted_at": \#(time), "data": \#(data)}}"#
    }

    private func state(_ number: Int) -> String { #"{"type": "STATE", "state": {"data": {"at": \#(number)}}}"# }

    private func load(_ messages: [String], catalog: String = Self.catalog, into shop: Warehouse) async throws
        -> Outcome
    {
        try shop.writeProject(catalog: catalog)
        try shop.folder.write(messages.map { "\($0)\n" }.joined(), to: "messages.jsonl")
        return try await shell("'\(Planar.products.appending(path: "planar").path)' load < messages.jsonl", shop)
    }

    private func shell(_ line: String, _ shop: Warehouse) async throws -> Outcome {
        try await Running(URL(filePath: "/bin/sh"), ["-c", line], in: shop.folder.url).outcome()
    }

    @Test(arguments: Kind.allCases)
    func fromMessagesToTables(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        let first = try await load(
            [
                #"{"type": "LOG", "log": {"level": "INFO", "message": "RECORD"}}"#, "",
                record("shops", #"{"id": 1, "name": "A \"quoted\" {brace", "address": {"city": "Köln"}}"#),
                record("shops", #"{"id": 2, "name": "B"}"#), "not a message", #"{"type": "RECORD"}"#,
                record("visits", #"{"id": 1, "pages": [{"url": "/\\u0000"}, {"url": "/a\u0000b"}]}"#),
                record("levels", namespace: "stock", #"{"sku": "tea", "count": 3}"#),
                record("levels", #"{"sku": "nowhere"}"#), record("ghosts", "{}"), record("ghosts", "{}"),
                state(1),
            ], into: shop)
        #expect(first.status == 0, "\(first)")
        #expect(first.output == state(1) + "\n")
        #expect(first.errors.contains("loaded  shops: 2 records"), "\(first)")
        #expect(first.errors.contains("warning 2 records of ghosts, a stream that is not in the catalog"), "\(first)")
        #expect(first.errors.contains("warning 1 record of levels,"), "\(first)")
        #expect(first.errors.contains("warning 2 lines that are no messages"), "\(first)")
        #expect(first.errors.contains("warning 1 record without \\u0000"), "\(first)")
        #expect(first.errors.hasSuffix("4 records in 3 streams\n"), "\(first)")

        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        #expect(try await shop.values("name", of: "shops") == ["A \"quoted\" {brace", "B"])
        #expect(try await shop.values("city", of: "shops_address") == ["Köln"])
        #expect(try await shop.values("url", of: "visits_pages").contains("/\\u0000"))
        let times = try await shop.values("_airbyte_emitted_at", of: "visits")
        #expect(times == ["2023-11-14 22:13:20.123+00"])

        // What is overwritten is replaced, what is added to grows.
        let second = try await load(
            [record("shops", #"{"id": 3, "name": "C"}"#), record("visits", #"{"id": 2}"#), state(2), state(3)],
            into: shop)
        #expect(second.output == state(2) + "\n" + state(3) + "\n")
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        #expect(try await shop.values("name", of: "shops") == ["C"])
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])
        #expect(try await shop.tables().keys.filter { $0.contains("planar_load") }.isEmpty)
    }

    /// A state says that everything before it is safe, while the source is still at work.
    @Test(arguments: Kind.allCases)
    func aStateComesAfterItsRecords(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        let catalog = Shop.catalog(Shop.visits)
        try shop.writeProject(catalog: catalog)
        try shop.folder.write("\(record("visits", #"{"id": 1}"#))\n\(state(1))\n", to: "messages.jsonl")
        let running = try Running(
            URL(filePath: "/bin/sh"),
            [
                "-c",
                "(cat messages.jsonl; while [ ! -e seen ]; do sleep 0.1; done; echo '\(record("visits", #"{"id": 2}"#))') | '\(Planar.products.appending(path: "planar").path)' load > states",
            ], in: shop.folder.url)
        let states = shop.folder.path("states")
        for _ in 0..<300 where (try? String(contentsOfFile: states, encoding: .utf8))?.isEmpty != false {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try String(contentsOfFile: states, encoding: .utf8) == state(1) + "\n")
        let rows = try await shop.connection.rows("select count(*) from \(shop.raw("visits"))")
        #expect(rows == [["1"]])
        try shop.folder.write("", to: "seen")
        #expect(await running.outcome().status == 0)
        #expect(try await shop.connection.rows("select count(*) from \(shop.raw("visits"))") == [["2"]])
    }

    /// JSON that no jsonb holds takes nothing else with it.
    @Test func recordsThatTheDatabaseDoesNotTake() async throws {
        let shop = try await Warehouse(.postgres)
        let loaded = try await load(
            [record("visits", #"{"id": 1}"#), record("visits", #"{"id": "\ud800"}"#), record("visits", #"{"id": 3}"#)],
            catalog: Shop.catalog(Shop.visits), into: shop)
        #expect(loaded.status == 0)
        #expect(loaded.errors.contains("warning 1 record that the database does not take"), "\(loaded)")
        #expect(loaded.errors.hasSuffix("2 records in 1 stream\n"), "\(loaded)")
        #expect(try await shop.connection.rows("select count(*) from \(shop.raw("visits"))") == [["2"]])
    }

    /// What a load that is cut short leaves of an overwritten stream is what was there.
    @Test(arguments: Kind.allCases)
    func aLoadThatIsCutShortOverwritesNothing(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        #expect(try await load([record("shops", #"{"id": 1}"#)], into: shop).status == 0)
        try shop.folder.write("\(record("shops", #"{"id": 2}"#))\n\(state(1))\n", to: "messages.jsonl")
        let planar = Planar.products.appending(path: "planar").path
        let cut = try await shell(
            "(cat messages.jsonl; sleep 3) | timeout -s INT 1 '\(planar)' load", shop)
        #expect(cut.status != 0 && cut.output.isEmpty, "\(cut)")
        #expect(try await shop.connection.rows("select count(*) from \(shop.raw("shops"))") == [["1"]])
        #expect(
            try await load([record("shops", #"{"id": 3}"#), record("shops", #"{"id": 4}"#)], into: shop).status == 0)
        #expect(try await shop.connection.rows("select count(*) from \(shop.raw("shops"))") == [["2"]])
    }
}
