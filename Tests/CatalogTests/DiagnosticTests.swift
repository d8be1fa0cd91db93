import Catalog
import Testing

@Suite struct DiagnosticTests {
    @Test func description() {
        let reading = Reading(
            """
            {"streams": [{
              "stream": {"name": "users", "json_schema": {"properties": {
                "id": {"type": "integer"},
                "tags": {"type": "array", "items": {"type": ["string", "object"]}}
              }}},
              "sync_mode": "full_refresh",
              "destination_sync_mode": "replace"
            }]}
            """)
        #expect(
            reading.diagnostics.map(\.description) == [
                """
                catalog.json:4:5: warning: users.tags: array items are string or object; kept as JSON [schema.mixed-items]
                    at streams[0].stream.json_schema.properties.tags
                """,
                """
                catalog.json:7:28: error: users: destination_sync_mode is "replace" [catalog.unknown-destination-sync-mode]
                    at streams[0].destination_sync_mode
                    hint: it must be overwrite, append or append_dedup
                """,
            ])
    }

    @Test func columnsCountScalars() {
        let reading = Reading.properties(#"{"文é😀": {"type": "string"}, "e\#u{301}": true}"#)
        let plain = Reading.properties(#"{"abc": {"type": "string"}, "de": true}"#)
        #expect(reading.diagnostics.map(\.column) == plain.diagnostics.map(\.column))
        #expect(reading.diagnostics.map(\.path) == ["streams[0].stream.json_schema.properties[\"e\u{301}\"]"])
    }

    @Test func positionsInLongTexts() {
        let filler = String(repeating: "é", count: 10_000)
        let text = "[\"\(filler)\",\r\n\"\(filler)\", 3,\n\n4]"
        let source = CatalogSource(file: "x", bytes: Array(text.utf8))
        let places = source.root?.elements?.map { source.position(of: $0.place) } ?? []
        #expect(places.map(\.line) == [1, 2, 2, 4])
        #expect(places.map(\.column) == [2, 1, 10_005, 1])
        #expect(source.position(of: Place(offset: Int.max)).line == 4)
        #expect(source.position(of: Place(offset: -1)) == (1, 1))
    }

    @Test func paths() {
        let text = #"{"a b": [{"c": [[1, 2]], "1": 0, "\"\n": 5}], "": 3}"#
        let source = CatalogSource(file: "x", bytes: Array(text.utf8))
        func path(_ needle: String) -> String? {
            let bytes = Array(text.utf8)
            let wanted = Array(needle.utf8)
            let offset = bytes.indices.first { bytes[$0...].starts(with: wanted) }
            return offset.map { source.path(to: Place(offset: $0)) }
        }
        #expect(path("{\"a b") == "")
        #expect(path("\"a b") == #"["a b"]"#)
        #expect(path("[{") == #"["a b"]"#)
        #expect(path("2]") == #"["a b"][0].c[0][1]"#)
        #expect(path("0,") == #"["a b"][0]["1"]"#)
        #expect(path("5}") == #"["a b"][0]["\"\u{A}"]"#)
        #expect(path("3}") == #"[""]"#)
    }

    @Test func namesAreShown() {
        #expect(Shown.text("users") == "users")
        #expect(Shown.text("a\u{1B}[31m\u{202E}b") == #"a\u{1B}[31m\u{202E}b"#)
        #expect(Shown.quoted("a\"b") == #""a\"b""#)
        #expect(
            Shown.text(String(repeating: "x", count: 1_000)) == String(repeating: "x", count: 40) + "…"
                + String(repeating: "x", count: 15))
        #expect(Shown.text(String(repeating: "文", count: 30)) == String(repeating: "文", count: 30))
        #expect(Shown.step("a_1$") == ".a_1$")
        #expect(Shown.step("1a") == #"["1a"]"#)
    }

    @Test func sortedByPosition() {
        let reading = Reading(
            #"""
            {"streams": [
              {"stream": {"name": "a", "json_schema": {"properties": {"x": {}}}}, "sync_mode": "q", "destination_sync_mode": "append"},
              {"stream": {"name": "b", "json_schema": {"properties": {"x": {}, "x": {}}}}}
            ]}
            """#)
        #expect(
            reading.codes == [
                .noType, .unknownSyncMode, .noSyncMode, .noDestinationSyncMode, .jsonDuplicateKey, .noType,
            ])
        #expect(
            zip(reading.diagnostics, reading.diagnostics.dropFirst()).allSatisfy {
                ($0.line ?? 0, $0.column ?? 0) <= ($1.line ?? 0, $1.column ?? 0)
            })
    }

    @Test func manyDiagnosticsInOneLineAreCheap() {
        let streams = (0..<5_000).map {
            #"{"stream":{"name":"s\#($0)","json_schema":{"properties":{"a":{},"b":3}}},"sync_mode":"full_refresh","destination_sync_mode":"x"}"#
        }
        let reading = Reading(#"{"streams":[\#(streams.joined(separator: ","))]}"#)
        #expect(reading.diagnostics.count == 15_000)
        #expect(reading.diagnostics.last?.path == "streams[4999].destination_sync_mode")
    }

    @Test func codesAreUnique() {
        let codes = Diagnostic.Code.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.split(separator: ".").count == 2 })
    }
}
