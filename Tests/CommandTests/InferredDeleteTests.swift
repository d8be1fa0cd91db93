import Testing

/// `deletes: inferred`: what the newest generation of a stream does not have was deleted.
@Suite struct InferredDeleteTests {
    private static let seats = Shop.catalog(
        Shop.stream(
            "seats",
            """
            {"id": {"type": "integer"}, "name": {"type": "string"},
             "tags": {"type": "array", "items": {"type": "object", "properties": {"tag": {"type": "string"}}}}}
            """, sync: "full_refresh", destination: "append_dedup", key: "id"))

    private static let settings = "streams: {seats: {deletes: inferred, current_views: true}}\n"

    /// Raw rows of one generation.
    private static func rows(_ generation: Int, _ rows: [(id: String, minute: Int, data: String)]) -> [String] {
        rows.map { "('\($0.id)', '2024-05-01T00:\($0.minute):00Z', '\($0.data)', \(generation))" }
    }

    private static let first = rows(
        1,
        [
            ("a1", 10, #"{"id": 1, "name": "Ann", "tags": [{"tag": "x"}]}"#),
            ("a2", 11, #"{"id": 2, "name": "Bob", "tags": [{"tag": "y"}]}"#),
            ("a3", 12, #"{"id": 3, "name": "Cid"}"#),
        ])
    /// Without 2.
    private static let second = rows(
        2,
        [
            ("b1", 20, #"{"id": 1, "name": "Anna", "tags": [{"tag": "x"}]}"#),
            ("b3", 21, #"{"id": 3, "name": "Cid"}"#),
        ])
    /// Without 3, and 2 is back.
    private static let third = rows(
        3,
        [
            ("c1", 30, #"{"id": 1, "name": "Anna", "tags": []}"#),
            ("c2", 31, #"{"id": 2, "name": "Bob", "tags": [{"tag": "z"}]}"#),
        ])

    /// A database and its words.
    private struct Place {
        let raw: String
        let history: String
        let text: String
        let execute: (String) async throws -> Void
        let rows: (String) async throws -> [[String?]]
        let planar: ([String]) async throws -> Outcome

        func add(_ rows: [String]) async throws {
            try await execute(
                """
                insert into \(raw) (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_data, _airbyte_generation_id)
                values \(rows.joined(separator: ", "))
                """)
        }

        /// Raw id, start, end (minutes) and mark of each version.
        func versions() async throws -> [String] {
            try await rows(
                """
                select _airbyte_ab_id, cast(_airbyte_start_at as \(text)), cast(_airbyte_end_at as \(text)),
                    _airbyte_active_row
                from \(history)
                order by 1
                """
            ).map { row in
                let minutes = row[1...2].map { time in
                    time.flatMap { $0.firstMatch(of: #/00:(\d\d):00/#) }.map { String($0.output.1) } ?? "-"
                }
                return "\(row[0] ?? "") \(minutes[0]) \(minutes[1]) \(row[3] ?? "")"
            }
        }

        func names(_ table: String, _ column: String) async throws -> [String] {
            try await rows(
                "select \(column) from \(history.replacing("seats_scd", with: table)) order by 1"
            ).compactMap { $0[0] }
        }
    }

    private func play(_ place: Place) async throws {
        func run(_ options: String...) async throws {
            let outcome = try await place.planar(["run"] + options)
            #expect(outcome.status == 0, "\(outcome)")
        }
        func verify() async throws {
            let outcome = try await place.planar(["verify"])
            #expect(outcome.status == 0, "\(outcome)")
        }
        try await place.add(Self.first)
        try await run()
        #expect(try await place.names("seats", "name") == ["Ann", "Bob", "Cid"])
        // Tables have the types that they are to have, whatever the raw table's.
        let plan = try await place.planar(["plan"])
        #expect(plan.status == 0 && plan.output.hasSuffix("1 stream: no table changes\n"), "\(plan)")

        try await place.add(Self.second)
        try await run()
        #expect(try await place.names("seats", "name") == ["Anna", "Cid"])
        let versions = ["a1 10 20 0", "a2 11 20 0", "a3 12 21 0", "b1 20 - 1", "b3 21 - 1"]
        #expect(try await place.versions() == versions)
        #expect(try await place.names("seats_tags", "tag") == ["x", "x", "y"])
        #expect(try await place.names("seats_tags_current", "tag") == ["x"])
        try await verify()
        // With nothing new, and of everything that is there.
        try await run()
        #expect(try await place.versions() == versions)
        try await run("--full-refresh")
        #expect(try await place.versions() == versions)
        #expect(try await place.names("seats", "name") == ["Anna", "Cid"])

        // A refresh that takes the rows of older generations away.
        try await place.execute("delete from \(place.raw) where _airbyte_generation_id < 3")
        try await place.add(Self.third)
        try await run()
        #expect(try await place.names("seats", "name") == ["Anna", "Bob"])
        let later = ["a1 10 20 0", "a2 11 31 0", "a3 12 21 0", "b1 20 30 0", "b3 21 30 0", "c1 30 - 1", "c2 31 - 1"]
        #expect(try await place.versions() == later)
        #expect(try await place.names("seats_tags_current", "tag") == ["z"])
        try await verify()

        // Rows that somebody has taken out of the newest generation were in it all the same.
        try await place.execute("delete from \(place.raw) where _airbyte_raw_id = 'c1'")
        try await place.add(Self.rows(3, [("c4", 32, #"{"id": 4, "name": "Dan"}"#)]))
        try await run()
        #expect(try await place.names("seats", "name") == ["Anna", "Bob", "Dan"])
        #expect(try await place.versions() == later + ["c4 32 - 1"])
        try await verify()
    }

    @Test(arguments: Kind.allCases)
    func fromSnapshots(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Self.seats, Self.settings)
        let raw =
            kind == .postgres ? "airbyte_internal.public_raw__stream_seats" : "airbyte_internal__main_raw__stream_seats"
        if kind == .postgres { try await shop.execute("create schema airbyte_internal") }
        let (time, json) = kind == .postgres ? ("timestamptz", "jsonb") : ("text", "text")
        try await shop.execute(
            """
            create table \(raw) (
                _airbyte_raw_id varchar(36), _airbyte_extracted_at \(time), _airbyte_loaded_at \(time),
                _airbyte_data \(json), _airbyte_meta \(json), _airbyte_generation_id bigint
            )
            """)
        if kind == .postgres { try await shop.execute("set time zone 'UTC'") }
        try await play(
            Place(raw: raw, history: "seats_scd".inPublic(kind), text: "text") {
                try await shop.execute($0)
            } rows: {
                try await shop.connection.rows(.init(trusted: $0))
            } planar: {
                try await Planar.run($0, in: shop.folder)
            })
    }

    @Test func onBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.execute("create schema if not exists airbyte_internal")
        let raw = "airbyte_internal.shop_raw__stream_seats"
        try await shop.execute(
            """
            create table \(raw) (
                _airbyte_raw_id string not null, _airbyte_extracted_at timestamp not null,
                _airbyte_loaded_at timestamp, _airbyte_data string, _airbyte_meta string, _airbyte_generation_id int64
            ) cluster by _airbyte_extracted_at
            """)
        try shop.folder.write("version: 1\n\(Self.settings)", to: "planar.yml")
        try await play(
            Place(raw: raw, history: "shop.seats_scd", text: "string") {
                try await shop.execute($0)
            } rows: {
                try await shop.connection.rows(.init(trusted: $0))
            } planar: {
                try await shop.start($0[0], Self.seats, Array($0.dropFirst())).outcome()
            })
    }

    /// Raw tables of the first format do not say where a snapshot begins.
    @Test func notWithoutGenerations() async throws {
        let shop = try await Warehouse(.sqlite)
        try shop.writeProject(catalog: Self.seats, Self.settings)
        try await shop.load([.init("seats", "a1", #"{"id": 1}"#), .init("seats", "a2", #"{"id": 2}"#)])
        let outcome = try await Planar.run(["run"], in: shop.folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("seats: deletions cannot be inferred, because no row of"), "\(outcome)")
        #expect(try await shop.values("id", of: "seats") == ["1", "2"])
        let settings = Self.settings.replacing("inferred", with: "inferred, history: false")
        try shop.writeProject(catalog: Self.seats, settings)
        let refused = try await Planar.run(["run"], in: shop.folder)
        #expect(refused.status == 1 && refused.errors.contains("[project.deletes-without-history]"), "\(refused)")
    }
}
