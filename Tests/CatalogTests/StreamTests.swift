import Catalog
import Testing

@Suite struct StreamTests {
    @Test func modesKeysAndNamespace() {
        let reading = Reading(
            #"""
            {"streams": [
              {"stream": {"name": "a", "namespace": "Sales-EU", "json_schema": {"type": "object", "properties": {"id": {"type": "integer"}}},
                "supported_sync_modes": ["x"], "source_defined_primary_key": 3},
               "sync_mode": "incremental", "cursor_field": ["id"], "destination_sync_mode": "append_dedup",
               "primary_key": [["id"], ["_airbyte_emitted_at"]], "generation_id": 7},
              {"stream": {"name": "b", "namespace": null, "json_schema": {"properties": {"id": {"type": "integer"}}}},
               "sync_mode": "full_refresh", "destination_sync_mode": "overwrite", "primary_key": [["x", "y"]], "cursor_field": 3},
              {"stream": {"name": "c", "namespace": "", "json_schema": {"properties": {"id": {"type": "integer"}}}},
               "sync_mode": "incremental", "cursor_field": ["id"], "destination_sync_mode": "append"}
            ]}
            """#)
        #expect(reading.diagnostics.isEmpty)
        #expect(reading.streams.map(\.name) == ["a", "b", "c"])
        #expect(reading.streams.map(\.namespace) == ["Sales-EU", nil, nil])
        #expect(reading.streams.map(\.syncMode) == [.incremental, .fullRefresh, .incremental])
        #expect(reading.streams.map(\.destinationSyncMode) == [.appendDedup, .overwrite, .append])
        #expect(reading.streams.map(\.primaryKey) == [["id", "_airbyte_emitted_at"], [], []])
        #expect(reading.streams.map(\.cursor) == ["id", nil, "id"])
    }

    @Test func missingModesFallBack() throws {
        let reading = Reading(
            #"{"streams":[{"stream":{"name":"x","json_schema":{"properties":{"id":{"type":"integer"}}}}}]}"#)
        let stream = try #require(reading.streams.first)
        #expect(stream.syncMode == .fullRefresh && stream.destinationSyncMode == .append)
        #expect(reading.codes == [.noSyncMode, .noDestinationSyncMode])
        #expect(reading.diagnostics.allSatisfy { $0.severity == .warning && $0.line == 1 && $0.column == 13 })
    }

    @Test func missingModesOfManyStreamsAreTwoLines() {
        let streams = (0..<100).map {
            #"{"stream":{"name":"s\#($0)","json_schema":{"properties":{"id":{"type":"integer"}}}}}"#
        }
        let reading = Reading(#"{"streams":[\#(streams.joined(separator: ","))]}"#)
        #expect(
            reading.diagnostics.map(\.message) == [
                "s0 and 99 more streams: no sync_mode; taken as full_refresh",
                "s0 and 99 more streams: no destination_sync_mode; taken as append",
            ])
    }

    @Test func unknownModesAreErrors() {
        let reading = Reading.stream(#""sync_mode": "sometimes", "destination_sync_mode": 3"#)
        #expect(reading.codes == [.unknownSyncMode, .unknownDestinationSyncMode])
        #expect(
            reading.diagnostics.map(\.message) == [
                #"users: sync_mode is "sometimes""#, "users: destination_sync_mode is a number",
            ])
        #expect(reading.diagnostics.map(\.path) == ["streams[0].sync_mode", "streams[0].destination_sync_mode"])
    }

    /// What follows the stream, and what is said of it.
    static let keys: [(String, [Diagnostic.Code])] = [
        (#""cursor_field": ["at"], "primary_key": [["id"]]"#, []),
        (#""cursor_field": [], "primary_key": [["id"], ["at"]]"#, []),
        (#""cursor_field": null, "primary_key": [["id"]]"#, []),
        (#""cursor_field": ["_airbyte_emitted_at"], "primary_key": [["_airbyte_ab_id"]]"#, []),
        (#""cursor_field": []"#, [.noPrimaryKey]),
        (#""cursor_field": [], "primary_key": []"#, [.emptyPrimaryKey]),
        (#""cursor_field": [], "primary_key": null"#, [.emptyPrimaryKey]),
        (#""cursor_field": [], "primary_key": [[]]"#, [.emptyKeyPath]),
        (#""cursor_field": [], "primary_key": [["id"], ["a", "b"]]"#, [.unknownKeyProperty]),
        (#""cursor_field": [], "primary_key": [["nothing"]]"#, [.unknownKeyProperty]),
        (#""cursor_field": [], "primary_key": ["id"]"#, [.malformedPrimaryKey]),
        (#""cursor_field": [], "primary_key": "id""#, [.malformedPrimaryKey]),
        (#""cursor_field": [], "primary_key": [[3]]"#, [.malformedPrimaryKey]),
        (#""primary_key": [["id"]]"#, [.noCursor]),
        (#""cursor_field": ["a", "b"], "primary_key": [["id"]]"#, [.unknownCursorProperty]),
        (#""cursor_field": ["nothing"], "primary_key": [["id"]]"#, [.unknownCursorProperty]),
        (#""cursor_field": "at", "primary_key": [["id"]]"#, [.malformedCursor]),
        (#""cursor_field": [3], "primary_key": [["id"]]"#, [.malformedCursor]),
        ("\"x\": 0", [.noPrimaryKey, .noCursor]),
        (
            #""cursor_field": ["x"], "primary_key": [["a", "b"], [], ["y"]]"#,
            [.unknownCursorProperty, .unknownKeyProperty, .emptyKeyPath, .unknownKeyProperty]
        ),
    ]

    @Test func keysOfDeduplicatedStreams() {
        for (rest, codes) in Self.keys {
            for mode in ["full_refresh", "incremental"] {
                let reading = Reading.stream(
                    #""sync_mode": "\#(mode)", "destination_sync_mode": "append_dedup", \#(rest)"#)
                #expect(reading.codes == codes, "\(rest)")
                #expect(reading.diagnostics.allSatisfy { $0.severity == .error })
            }
        }
    }

    @Test func incrementalStreamsNeedACursorButUseNone() {
        let modes = #""sync_mode": "incremental", "destination_sync_mode": "append""#
        #expect(Reading.stream(modes).codes == [.noCursor])
        for cursor in ["[]", "null", #"["a", "b"]"#, #"["nothing"]"#, #""at""#] {
            let reading = Reading.stream(#"\#(modes), "cursor_field": \#(cursor)"#)
            #expect(reading.codes == [])
            #expect(reading.streams[0].cursor == nil)
        }
    }

    @Test func messagesOfKeys() {
        let reading = Reading.stream(
            #""sync_mode": "incremental", "destination_sync_mode": "append_dedup", "primary_key": [["a", "b"], ["c"]], "cursor_field": ["d", "e"]"#
        )
        #expect(
            reading.diagnostics.map(\.message) == [
                "users: the catalog has no property at the path a.b of the primary key",
                #"users: the primary key "c" is not a property of the stream"#,
                "users: the catalog has no property at the path d.e of the cursor",
            ])
        #expect(
            reading.diagnostics.map(\.path) == [
                "streams[0].primary_key[0][0]", "streams[0].primary_key[1][0]", "streams[0].cursor_field[0]",
            ])
    }

    /// Each is a property of the stream, once, under a name that no other has.
    @Test func keysAtNestedPaths() {
        let reading = Reading.stream(
            schema: #"""
                {"properties": {
                    "a": {"type": "object", "properties": {"b": {"type": "object", "properties": {
                        "c": {"type": "integer"}, "at": {"type": "string", "format": "date"}}}}},
                    "a.b.c": {"type": "string"}, "list": {"type": "array", "items": {"properties": {"c": {"type": "integer"}}}}
                }}
                """#,
            #"""
            "sync_mode": "incremental", "destination_sync_mode": "append_dedup",
            "primary_key": [["a", "b", "c"], ["a.b.c"], ["a", "b", "at"]], "cursor_field": ["a", "b", "at"]
            """#)
        #expect(reading.codes == [])
        #expect(reading.streams[0].primaryKey == [".a.b.c", "a.b.c", "a.b.at"])
        #expect(reading.streams[0].cursor == "a.b.at")
        let keys = reading.properties.suffix(2)
        #expect(keys.map(\.name) == [".a.b.c", "a.b.at"])
        #expect(keys.map(\.path) == [["a", "b", "c"], ["a", "b", "at"]])
        #expect(keys.map(\.type) == [.integer, .date])
        #expect(reading.properties.count == 5)
    }

    @Test func brokenStreams() {
        let modes = #""sync_mode": "full_refresh", "destination_sync_mode": "append""#
        let rows: [(String, [Diagnostic.Code], Int)] = [
            (#"3"#, [.entryNotAnObject], 0),
            (#"null"#, [.entryNotAnObject], 0),
            (#"{\#(modes)}"#, [.noStream], 0),
            (#"{"stream": [], \#(modes)}"#, [.noStream], 0),
            (#"{"stream": {"json_schema": {"properties": {}}}, \#(modes)}"#, [.noName], 0),
            (#"{"stream": {"name": 3}, \#(modes)}"#, [.nameNotText], 0),
            (#"{"stream": {"name": ""}, \#(modes)}"#, [.blankName], 0),
            (#"{"stream": {"name": " \u00a0\n"}, \#(modes)}"#, [.blankName], 0),
            (#"{"stream": {"name": "\u001f \u0301"}, \#(modes)}"#, [.blankName], 0),
            (#"{"stream": {"name": "x"}, \#(modes)}"#, [.noSchema], 1),
            (#"{"stream": {"name": "x", "json_schema": null}, \#(modes)}"#, [.noSchema], 1),
            (#"{"stream": {"name": "x", "json_schema": true}, \#(modes)}"#, [.schemaNotAnObject], 1),
            (#"{"stream": {"name": "x", "json_schema": {}}, \#(modes)}"#, [.noProperties], 1),
            (#"{"stream": {"name": "x", "json_schema": {"properties": []}}, \#(modes)}"#, [.propertiesNotAnObject], 1),
            (#"{"stream": {"name": "x", "json_schema": {"properties": {}}}, \#(modes)}"#, [.emptyStream], 1),
            (
                #"{"stream": {"name": "x", "json_schema": {"properties": {"_airbyte_id": {"type": "string"}}}}, \#(modes)}"#,
                [.emptyStream], 1
            ),
            (
                #"{"stream": {"name": "x", "json_schema": {"properties": {"": {"type": "string"}, "a": {"type": "string"}}}}, \#(modes)}"#,
                [.emptyPropertyName], 1
            ),
            (
                #"{"stream": {"name": "x", "namespace": 3, "json_schema": {"properties": {"a": {"type": "string"}}}}, \#(modes)}"#,
                [.namespaceNotText], 1
            ),
            (
                #"{"stream": {"name": "x", "namespace": "\t", "json_schema": {"properties": {"a": {"type": "string"}}}}, \#(modes)}"#,
                [.blankNamespace], 1
            ),
        ]
        for (entry, codes, streams) in rows {
            let reading = Reading(#"{"streams": [\#(entry)]}"#)
            #expect(reading.codes == codes, "\(entry)")
            #expect(reading.streams.count == streams, "\(entry)")
        }
        #expect(
            Reading(#"{"streams": [0, \#(rows.map(\.0).joined(separator: ","))]}"#).diagnostics.count > rows.count,
            "all at once")
    }

    @Test func longNamesOfStreams() {
        let name = String(repeating: "n", count: 70_000)
        let reading = Reading(
            #"{"streams": [{"stream": {"name": "\#(name)", "namespace": "\#(name)", "json_schema": {"properties": {"a": {"type": "string"}}}}, "sync_mode": "full_refresh", "destination_sync_mode": "append"}]}"#
        )
        #expect(reading.codes == [.nameTooLong, .nameTooLong])
        #expect(reading.diagnostics.allSatisfy { $0.message.count < 200 })
    }

    @Test func sameStreamTwice() {
        func stream(_ name: String, _ namespace: String) -> String {
            #"{"stream": {"name": "\#(name)", "namespace": \#(namespace), "json_schema": {"properties": {"a": {"type": "string"}}}}, "sync_mode": "full_refresh", "destination_sync_mode": "append"}"#
        }
        let reading = Reading(
            """
            {"streams": [
            \(stream("a", "null")),
            \(stream("a", "\"x\"")),
            \(stream("A", "\"x\"")),
            \(stream("a", "\"x\"")),
            \(stream("a", "\"\""))
            ]}
            """)
        #expect(reading.codes == [.duplicateStream, .duplicateStream])
        #expect(
            reading.diagnostics.map(\.message) == [
                #"the stream "a" of the namespace "x" is listed twice; the first is at 3:21"#,
                #"the stream "a" is listed twice; the first is at 2:21"#,
            ])
        #expect(reading.diagnostics.map(\.line) == [5, 6])
        #expect(reading.diagnostics[0].hint == "the first is streams[1].stream.name")
    }

    @Test func notACatalog() {
        let rows: [(String, Diagnostic.Code)] = [
            ("3", .notACatalog), ("[]", .notACatalog), ("null", .notACatalog), ("{}", .notACatalog),
            (#"{"streams": {}}"#, .notACatalog), (#"{"streams": null}"#, .notACatalog),
            (#"{"streams": []}"#, .noStreams),
            (#"{"streams": [{"name": "x", "json_schema": {}}, {"name": "y", "json_schema": {}}]}"#, .notConfigured),
            (#"{"type": "CATALOG", "catalog": {"streams": []}}"#, .notConfigured),
        ]
        for (text, code) in rows {
            let reading = Reading(text)
            #expect(reading.codes == [code], "\(text)")
            if code == .notACatalog {
                #expect(reading.diagnostics[0].hint?.contains(#"{"streams": [{"stream""#) == true)
            }
            #expect((reading.diagnostics[0].severity == .error) == (code != .noStreams))
        }
    }
}
