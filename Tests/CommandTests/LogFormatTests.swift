import Foundation
import Testing

/// What programs read of a run.
@Suite struct LogFormatTests {
    /// Each line as one JSON object.
    private func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    /// Messages of the protocol: the texts of LOG with their levels, and the errors of TRACE.
    private func messages(_ outcome: Outcome) throws -> (logs: [String], traces: [[String: Any]]) {
        #expect(outcome.errors == "")
        var (logs, traces): ([String], [[String: Any]]) = ([], [])
        for object in try objects(outcome.output) {
            #expect(traces.isEmpty, "a TRACE is the last message")
            if let log = object["log"] as? [String: String] {
                #expect(object["type"] as? String == "LOG")
                logs.append("\(try #require(log["level"])) \(try #require(log["message"]))")
            } else {
                #expect(object["type"] as? String == "TRACE")
                let trace = try #require(object["trace"] as? [String: Any])
                #expect(trace["type"] as? String == "ERROR")
                let time = try #require(trace["emitted_at"] as? Double) / 1000
                #expect(abs(time - Date().timeIntervalSince1970) < 600)
                traces.append(try #require(trace["error"] as? [String: Any]))
            }
        }
        return (logs, traces)
    }

    private func trace(_ outcome: Outcome) throws -> (type: String, message: String, internal: String) {
        let traces = try messages(outcome).traces
        let trace = try #require(traces.count == 1 ? traces[0] : nil, "\(outcome)")
        return (
            try #require(trace["failure_type"] as? String), try #require(trace["message"] as? String),
            try #require(trace["internal_message"] as? String)
        )
    }

    @Test(arguments: Kind.allCases)
    func aRunThatGoesWellAsJSON(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let outcome = try await shop.apply(
            Shop.catalog(Shop.visits, Shop.levels), "--log-format", "json", "--threads", "1")
        #expect(outcome.output == "")
        let entries = try objects(outcome.errors)
        #expect(
            entries.map { "\($0["event"] ?? "") \($0["stream"] ?? "") \($0["rows"] ?? "")" } == [
                "run_started  ", "stream_started visits ", "stream_finished visits 4", "stream_started stock.levels ",
                "stream_finished stock.levels 1", "run_finished  5",
            ])
        for entry in entries {
            #expect(entry["level"] as? String == "info")
            #expect((entry["message"] as? String)?.isEmpty == false)
            #expect(try #require(entry["time"] as? String).wholeMatch(of: #/20\d\d-\d\d-\d\dT[\d:.]+Z/#) != nil)
        }
        #expect(try #require(entries[2]["duration"] as? Double) >= 0)
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])
    }

    @Test func aRunThatGoesWellInMessagesOfAirbyte() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.load([.init("visits", "bad", #"{"id": "nine"}"#)])
        let (logs, traces) = try messages(
            try await shop.apply(Shop.catalog(Shop.visits, Shop.shops), "--log-format", "airbyte"))
        #expect(traces.isEmpty)
        #expect(logs.first == "INFO run of 2 streams")
        #expect(logs.contains { $0.hasPrefix("INFO visits: 5 rows in 2 tables, ") })
        #expect(
            logs.contains {
                $0.hasPrefix("WARN main.visits: kept aside 1 value that does not fit, NULL in its row\nselect ")
            })
        #expect(logs.last?.hasPrefix("INFO 2 streams in ") == true)
    }

    /// Only what went wrong, and nothing where nothing did.
    @Test(arguments: ["json", "airbyte"])
    func quiet(_ format: String) async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        let outcome = try await shop.apply(Shop.catalog(Shop.visits), "--quiet", "--log-format", format)
        #expect(outcome.all == "")
    }

    @Test(arguments: Kind.allCases)
    func whatTheUserHasToMend(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first.filter { $0.stream != "members" })
        let missing = try await shop.run(Shop.catalog(Shop.visits, Shop.members), "--log-format", "airbyte")
        #expect(missing.status == 1)
        let trace = try trace(missing)
        #expect(trace.type == "config_error")
        #expect(trace.message.hasPrefix("members: raw table "))
        #expect(trace.message.contains("does not exist\n    hint: load the stream first"))
        #expect(try messages(missing).logs.contains { $0.hasPrefix("ERROR members: raw table ") })

        try await shop.load([.init("visits", "bad", #"{"id": "nine"}"#), .init("prices", "b", #"{"amount": "much"}"#)])
        let misfits = try await shop.run(
            Shop.catalog(Shop.visits, Shop.prices), "--log-format", "airbyte", "--on-bad-value", "fail")
        let both = try self.trace(misfits)
        #expect(both.type == "config_error")
        #expect(both.message.hasPrefix("2 failures\n"))
        #expect(both.message.contains("raw row bad, column id: the value \"nine\" does not fit"))
        #expect(both.message.contains("raw row b, column amount: the value \"much\" does not fit"))
    }

    @Test func whatIsWrongBeforeTheRun() async throws {
        let shop = try await Warehouse(.sqlite)
        let catalog = Shop.catalog(
            Shop.stream("orders", #"{"id": {"type": "integer"}}"#, destination: "append_dedup"))
        let outcome = try await shop.run(catalog, "--log-format", "airbyte")
        #expect(outcome.status == 1)
        #expect(try trace(outcome).type == "config_error")
        #expect(try trace(outcome).message.contains("orders: append_dedup needs a primary_key [key.none]"))

        for (arguments, message) in [
            (
                try shop.arguments(Shop.catalog(Shop.visits), ["--log-format", "airbyte", "--bogus"]),
                "Unknown option '--bogus'"
            ),
            (
                [
                    "run", "--log-format=airbyte", "--config", "nosuch.json", "--integration-type", "sqlite",
                    "--catalog", "catalog.json",
                ],
                "nosuch.json: no such file"
            ),
            (
                [
                    "retry", "--log-format", "airbyte", "--config", "destination.json", "--integration-type", "sqlite",
                    "--catalog", "catalog.json",
                ],
                "no run has left a report"
            ),
        ] {
            let outcome = try await Planar.run(arguments, in: shop.folder)
            #expect(outcome.status == 2, "\(outcome)")
            #expect(try trace(outcome).type == "config_error")
            #expect(try trace(outcome).message.hasPrefix(message), "\(outcome)")
        }
        let json = try await Planar.run(["run", "--log-format", "json", "--bogus"], in: shop.folder)
        #expect(json.output == "")
        #expect(try objects(json.errors).map { $0["level"] as? String } == ["error"])
    }

    @Test func warningsOfTheCatalogAreWarnings() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load([.init("t", "1", #"{"id": 1}"#)])
        let catalog =
            #"{"streams": [{"stream": {"name": "t", "json_schema": {"properties": {"id": {"type": "integer"}}}}}]}"#
        let (logs, traces) = try messages(try await shop.apply(catalog, "--log-format", "airbyte"))
        #expect(traces.isEmpty)
        #expect(logs.contains { $0.hasPrefix("WARN catalog.json:1:") })
    }

    /// Wrong passwords are the user's to mend, a server that is away is not.
    @Test func connections() async throws {
        let shop = try await Warehouse(.postgres)
        let settings = try #require(shop.settings)
        func run(_ host: String, _ port: Int, _ user: String) async throws -> Outcome {
            try shop.folder.write(
                """
                {"host": "\(host)", "port": \(port), "username": "\(user)", "password": "hunter2",
                 "database": "\(settings.database)", "schema": "public"}
                """, to: "destination.json")
            return try await shop.run(Shop.catalog(Shop.visits), "--log-format", "airbyte")
        }
        let away = try await run("127.0.0.1", 1, "u")
        #expect(away.status == 1)
        #expect(try trace(away).type == "system_error")
        #expect(try trace(away).message.hasPrefix("cannot reach 127.0.0.1:1 "))
        let stranger = try await run(settings.host, settings.port, "nobody")
        #expect(try trace(stranger).type == "config_error")
        #expect(!(away.all + stranger.all).contains("hunter2"))
    }

    /// A run of which one stream is held and another is wrong is worth trying again.
    @Test func heldStreams() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        try await shop.execute("begin; lock table \(shop.raw("orders").text) in access exclusive mode")
        let options = ["--log-format", "airbyte", "--lock-timeout", "1"]
        let held = try await Planar.run(shop.arguments(Shop.catalog(Shop.orders), options), in: shop.folder)
        #expect(held.status == 4)
        #expect(try trace(held).type == "system_error")
        let mixed = try await Planar.run(
            shop.arguments(Shop.catalog(Shop.orders, Shop.stream("nosuch", #"{"id": {"type": "integer"}}"#)), options),
            in: shop.folder)
        #expect(mixed.status == 1)
        #expect(try trace(mixed).type == "system_error")
        #expect(try trace(mixed).internal.contains("raw table public._airbyte_raw_nosuch does not exist"))
        try await shop.execute("commit")
    }

    @Test func anInterruptedRun() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        try await shop.execute("begin; lock table \(shop.raw("orders").text) in access exclusive mode")
        let running = try Planar.start(
            shop.arguments(Shop.catalog(Shop.orders), ["--log-format", "airbyte"]), in: shop.folder)
        try await shop.untilPlanarWaits()
        running.send(SIGTERM)
        let outcome = await running.outcome()
        try await shop.execute("commit")
        #expect(outcome.status == 130)
        #expect(try trace(outcome).type == "system_error")
        #expect(try trace(outcome).message.hasPrefix("the run was interrupted"))
    }

    @Test func noColourIsTakenByEveryCommand() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.catalog(Shop.visits), "--no-color")
        let outcome = try await Planar.run(
            ["--no-color", "check", "--catalog", "catalog.json"], in: shop.folder, environment: ["NO_COLOR": "1"])
        #expect(outcome.status == 0, "\(outcome)")
    }
}
