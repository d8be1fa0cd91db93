import Dialects
import Foundation
import Testing

/// Changes of a catalog without a reset: values are read again where they can be, and nothing is lost where they cannot.
@Suite struct SchemaChangeTests {
    private func catalog(_ properties: String, sync: String = "incremental", destination: String = "append") -> String {
        Shop.catalog(
            Shop.stream(
                "parts", properties, sync: sync, destination: destination,
                key: destination == "append_dedup" ? "id" : nil,
                cursor: destination == "append_dedup" ? "seq" : nil))
    }

    private func parts(_ rows: [(String, String)], on kind: Kind) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try await shop.load(rows.map { Shop.Row("parts", $0.0, $0.1) })
        return shop
    }

    private static let rows = [
        ("p1", #"{"id": 1, "seq": 1, "size": 1}"#), ("p2", #"{"id": 2, "seq": 1, "size": 0}"#),
        ("p3", #"{"id": 3, "seq": 1, "size": 7}"#), ("p4", #"{"id": 4, "seq": 1}"#),
    ]
    private static let number = #"{"id": {"type": "integer"}, "seq": {"type": "integer"}, "size": {"type": "number"}}"#
    private static let boolean =
        #"{"id": {"type": "integer"}, "seq": {"type": "integer"}, "size": {"type": "boolean"}}"#

    @Test(arguments: Kind.allCases, ["append", "append_dedup"])
    func aTypeThatNeedsNewValuesReadsThemFromRaw(_ kind: Kind, _ destination: String) async throws {
        let shop = try await parts(Self.rows, on: kind)
        try await shop.apply(catalog(Self.number, destination: destination))
        let hashes = try await shop.values("_airbyte_parts_hashid", of: "parts")
        let outcome = try await shop.apply(catalog(Self.boolean, destination: destination))
        let (no, yes) = kind == .sqlite ? ("0", "1") : ("false", "true")
        #expect(try await shop.values("size", of: "parts", where: "size is not null") == [no, yes])
        #expect(try await shop.values("id", of: "parts") == ["1", "2", "3", "4"])
        #expect(try await shop.values("_airbyte_parts_hashid", of: "parts") == hashes, "rows keep their hash")
        let table = destination == "append" ? "parts" : "parts_scd"
        #expect(
            outcome.output.contains("\(table): kept aside 1 value that does not fit, NULL in its row"), "\(outcome)")
        #expect(try await shop.keptAside() == ["parts|p3|size|7"])
        // And back: the value that did not fit is there again.
        try await shop.apply(catalog(Self.number, destination: destination))
        #expect(
            try await shop.values("size", of: "parts", where: "size is not null") == ["0", "1", "7"].map(kind.number))
        #expect(try await shop.keptAside() == [])
    }

    @Test(arguments: Kind.allCases)
    func aTypeThatWouldLoseValuesIsRefused(_ kind: Kind) async throws {
        let shop = try await parts(Self.rows, on: kind)
        try await shop.apply(catalog(Self.number))
        try await shop.execute("delete from \(shop.raw("parts").text) where _airbyte_ab_id in ('p2', 'p3')")
        let before = try await shop.tables()
        let outcome = try await shop.run(catalog(Self.boolean))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the catalog makes it boolean") || kind == .sqlite, "\(outcome)")
        #expect(outcome.errors.contains("and 2 values would be lost: their raw rows are gone"), "\(outcome)")
        #expect(outcome.errors.contains("hint: leave the type as it was in the catalog, or run with --full-refresh"))
        expectSame(try await shop.tables(), before, "after the refusal")
        try await shop.apply(catalog(Self.boolean), "--full-refresh", "--discard-history")
        #expect(try await shop.values("id", of: "parts") == ["1", "4"])
    }

    /// Texts of numbers are other keys than the numbers, and in another order: the history is built anew.
    @Test(arguments: Kind.allCases)
    func aCursorThatBecomesANumberOrdersVersionsAnew(_ kind: Kind) async throws {
        let properties =
            #"{"id": {"type": "integer"}, "seq": {"type": "string"}, "tags": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}}"#
        let shop = try await parts(
            [
                ("p1", #"{"id": 1, "seq": "9", "tags": [{"name": "old"}]}"#),
                ("p2", #"{"id": 1, "seq": "10", "tags": [{"name": "new"}]}"#),
            ], on: kind)
        try await shop.apply(catalog(properties, destination: "append_dedup"))
        #expect(try await shop.values("seq", of: "parts") == ["9"])
        let numbers = properties.replacing(#""seq": {"type": "string"}"#, with: #""seq": {"type": "integer"}"#)
        try await shop.apply(catalog(numbers, destination: "append_dedup"))
        #expect(try await shop.values("seq", of: "parts") == ["10"])
        #expect(try await shop.values("_airbyte_end_at", of: "parts_scd", where: "seq = 9") == ["10"])
        let fresh = try await parts(
            [
                ("p1", #"{"id": 1, "seq": "9", "tags": [{"name": "old"}]}"#),
                ("p2", #"{"id": 1, "seq": "10", "tags": [{"name": "new"}]}"#),
            ], on: kind)
        try await fresh.apply(catalog(numbers, destination: "append_dedup"))
        expectSame(try await shop.tables(), try await fresh.tables(), "as built at once")
    }

    @Test(arguments: Kind.allCases, ["append", "append_dedup"])
    func newPropertiesOfNestedValuesAreFilled(_ kind: Kind, _ destination: String) async throws {
        func properties(_ more: String) -> String {
            """
            {"id": {"type": "integer"}, "seq": {"type": "integer"},
             "box": {"type": "object", "properties": {"kg": {"type": "number"}\(more)}},
             "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}\(more),
                "gift": {"type": "object", "properties": {"card": {"type": "string"}}}}}}}
            """
        }
        let rows = [
            (
                "p1",
                #"{"id": 1, "seq": 1, "box": {"kg": 1, "color": "red"}, "lines": [{"sku": "a", "color": "blue", "gift": {"card": "x"}}, {"sku": "a", "color": "green"}]}"#
            ),
            ("p2", #"{"id": 2, "seq": 1, "box": {"kg": 2, "color": "black"}, "lines": []}"#),
        ]
        let shop = try await parts(rows, on: kind)
        try await shop.apply(catalog(properties(""), destination: destination))
        let boxes = try await shop.values("_airbyte_box_hashid", of: "parts_box")
        let later = properties(#", "color": {"type": "string"}"#)
        try await shop.apply(catalog(later, destination: destination))
        #expect(try await shop.values("color", of: "parts_box") == ["black", "red"])
        #expect(try await shop.values("_airbyte_box_hashid", of: "parts_box") == boxes)
        #expect(try await shop.values("color", of: "parts_lines") == ["blue", "green"])
        #expect(try await shop.values("card", of: "parts_lines_gift") == ["x"])
        let linked = try await shop.values(
            "count(*)", of: "parts_lines_gift",
            where:
                "_airbyte_lines_hashid in (select _airbyte_lines_hashid from \("parts_lines".inPublic(kind)) where color = 'blue')"
        )
        #expect(linked == ["1"])
    }

    @Test(arguments: Kind.allCases)
    func aRemovedColumnStaysAndIsNoLongerWritten(_ kind: Kind) async throws {
        let shop = try await parts(Self.rows, on: kind)
        try await shop.apply(catalog(Self.number))
        try await shop.load([.init("parts", "p5", #"{"id": 5, "seq": 1, "size": 5}"#)])
        try await shop.apply(catalog(#"{"id": {"type": "integer"}, "seq": {"type": "integer"}}"#))
        #expect(try await shop.values("id", of: "parts", where: "size is null") == ["4", "5"])
    }
}

extension Warehouse {
    /// `stream|raw row|column|value`, sorted.
    func keptAside() async throws -> [String] {
        let table = kind == .postgres ? "_planar.kept_aside" : "_planar_kept_aside"
        return try await connection.rows(
            SQL(trusted: "select stream, raw_row, column_name, value from \(table)")
        ).map { row in row.map { $0 ?? "null" }.joined(separator: "|") }.sorted()
    }
}

extension Kind {
    /// As a cast to text shows a number that is whole.
    fileprivate func number(_ text: String) -> String { self == .sqlite ? text + ".0" : text }
}
