import Foundation
import TestSupport
import Testing

/// What a run tells OpenLineage. Every event is read by the official client's classes, which its JSON Schemas made.
@Suite struct LineageTests {
    /// Nested, renamed, masked.
    private static let people = Shop.catalog(
        Shop.stream(
            "people",
            """
            {"id": {"type": "integer"}, "at": \(Shop.time), "Full Name!": {"type": "string"}, "mail": {"type": "string"},
             "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"},
                "gift": {"type": "object", "properties": {"card": {"type": "string"}}}}}}}
            """, destination: "append_dedup", key: "id", cursor: "at"))

    private static let rows = [
        Shop.Row(
            "people", "p1",
            #"{"id": 1, "at": "2024-01-01T00:00:00Z", "Full Name!": "Ada Lovelace", "mail": "ada@example.com", "items": [{"sku": "tea", "gift": {"card": "from Charles"}}, {"sku": "cup"}]}"#
        ),
        Shop.Row("people", "p2", #"{"id": 1, "at": "2024-01-02T00:00:00Z", "Full Name!": "Ada King"}"#, minute: 1),
    ]

    private static let masks = """
        mask_secret: ${MASK_SECRET}
        streams:
          people:
            masks: {"Full Name!": redact, items.gift.card: hash}
            columns: {rename: {"Full Name!": full_name, items.sku: article}}
        """
    private static let secret = "0123456789abcdef0123456789abcdef"

    private func shop(_ kind: Kind, catalog: String = people, rows: [Shop.Row] = rows) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: catalog, catalog == Self.people ? Self.masks : "")
        try await shop.load(rows, replacing: [])
        return shop
    }

    private func run(_ shop: Warehouse, _ options: String..., environment: [String: String] = [:]) async throws
        -> Outcome
    {
        let environment = environment.merging(["MASK_SECRET": Self.secret]) { $1 }
        return try await Planar.run(["run"] + options, in: shop.folder, environment: environment)
    }

    @Test(arguments: Kind.allCases)
    func fromJSONPathToColumn(_ kind: Kind) async throws {
        let shop = try await shop(kind)
        let parent = "01979c2e-8a3f-7bd1-b1d4-1f3a5c7e9b0d"
        let messages = try await Observer.messages { observer in
            let outcome = try await run(
                shop,
                environment: [
                    "OPENLINEAGE_URL": observer.url, "OPENLINEAGE_API_KEY": "key of the catalog",
                    "OPENLINEAGE_NAMESPACE": "shop", "OPENLINEAGE_PARENT_ID": "airflow/syncs.normalize/\(parent)",
                ])
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.contains("warning") == false, "\(outcome)")
        }
        for message in messages {
            #expect(message.path == "/api/v1/lineage")
            #expect(message.headers["authorization"] == "Bearer key of the catalog")
            let text = String(decoding: message.body, as: UTF8.self)
            for word in ["Ada", "from Charles", Self.secret] { #expect(!text.contains(word), "\(word) is told") }
        }
        let events = try messages.events()
        #expect(
            events.map(\.title) == ["START planar", "START planar.people", "COMPLETE planar.people", "COMPLETE planar"])
        #expect(events.allSatisfy { $0.job.namespace == "shop" })
        // Both events of a run have its id, which begins with its time, and name what it is a part of.
        #expect(events[0].run.runId == events[3].run.runId && events[1].run.runId == events[2].run.runId)
        #expect(events[0].run.runId <= events[1].run.runId && events[0].run.runId != events[1].run.runId)
        #expect(events.allSatisfy { Array($0.run.runId)[14] == "7" })
        for event in events {
            let isWhole = event.job.name == "planar"
            #expect(event.run.facets.parent?.run.runId == (isWhole ? parent : events[0].run.runId))
            #expect(
                event.run.facets.parent?.job
                    == (isWhole
                        ? .init(namespace: "airflow", name: "syncs.normalize")
                        : .init(namespace: "shop", name: "planar")))
        }

        let end = events[2]
        let (namespace, schema) =
            switch shop.settings {
            case let settings?: ("postgres://localhost:\(settings.port)", "\(settings.database).public")
            case nil: ("sqlite://\(shop.folder.path("shop.db"))", "main")
            }
        let raw = try #require(end.inputs.first)
        #expect(end.inputs.count == 1 && raw.namespace == namespace && raw.name == "\(schema)._airbyte_raw_people")
        #expect(
            Set(raw.facets.schema.fields.flatMap(\.paths)) == [
                "_airbyte_data", "_airbyte_data.id", "_airbyte_data.at", "_airbyte_data.Full Name!",
                "_airbyte_data.mail", "_airbyte_data.items", "_airbyte_data.items.sku", "_airbyte_data.items.gift",
                "_airbyte_data.items.gift.card",
            ])
        #expect(end.outputs.allSatisfy { $0.namespace == namespace && $0.name.hasPrefix("\(schema).people") })

        func lineage(_ table: String) throws -> [String: [String]] {
            let facet = try #require(try end.output(table).facets.columnLineage)
            let inputs = facet.fields.values.flatMap(\.inputFields) + facet.dataset
            #expect(inputs.allSatisfy { $0.namespace == namespace && $0.name == raw.name })
            return facet.fields.mapValues { $0.inputFields.map(\.description) }
        }
        let people = [
            "id": ["_airbyte_data.id DIRECT"], "at": ["_airbyte_data.at DIRECT"], "mail": ["_airbyte_data.mail DIRECT"],
            "full_name": ["_airbyte_data.Full Name! DIRECT masked"],
            // One of the values in it has a mask.
            "items": ["_airbyte_data.items DIRECT masked"],
        ]
        #expect(try lineage("people") == people)
        #expect(try lineage("people_items")["article"] == ["_airbyte_data.items.sku DIRECT"])
        #expect(try lineage("people_items_gift") == ["card": ["_airbyte_data.items.gift.card DIRECT masked"]])
        for table in ["people", "people_items_gift"] {
            // Key and cursor decide which version of a person is the active one.
            #expect(
                try end.output(table).facets.columnLineage?.dataset.map(\.description)
                    == ["_airbyte_data.id INDIRECT", "_airbyte_data.at INDIRECT"])
        }
        // What is there at the start says what will be written; what was is told at the end.
        #expect(events[1].outputs.map(\.name) == end.outputs.map(\.name))
        #expect(events[1].outputs.allSatisfy { $0.outputFacets == nil })
        #expect(try end.output("people_scd").outputFacets?.outputStatistics.rowCount == 2)
        #expect(try end.output("people").outputFacets?.outputStatistics.rowCount == 1)
    }

    @Test func eachRunAddsToAFile() async throws {
        let shop = try await shop(.sqlite)
        for _ in 1...2 { #expect(try await run(shop, "--lineage", "events.jsonl").status == 0) }
        // The file wins over the variable, and nobody is told where that is switched off.
        let off = ["OPENLINEAGE_URL": "http://127.0.0.1:1", "OPENLINEAGE_DISABLED": "true"]
        let outcome = try await run(shop, environment: off)
        #expect(outcome.status == 0 && !outcome.errors.contains("lineage"), "\(outcome)")
        let events = try await Observer.read("events.jsonl", in: shop.folder).events()
        let titles = ["START planar", "START planar.people", "COMPLETE planar.people", "COMPLETE planar"]
        #expect(events.map(\.title) == titles + titles)
        #expect(Set(events.map(\.run.runId)).count == 4)
        #expect(events[7].job.namespace == "planar")

        let nowhere = try await run(shop, "--lineage", "no/such/folder.jsonl")
        #expect(nowhere.status == 2 && nowhere.errors.contains("no/such/folder.jsonl"), "\(nowhere)")
    }

    @Test func whatFailsAndItsRetry() async throws {
        let catalog = Shop.catalog(Shop.prices, Shop.levels)
        let shop = try await shop(
            .sqlite, catalog: catalog, rows: [.init("prices", "p1", #"{"sku": "tea", "amount": 1}"#)])
        #expect(try await run(shop, "--lineage", "events.jsonl").status == 1)
        let events = try await Observer.read("events.jsonl", in: shop.folder).events()
        #expect(
            events.map(\.title).sorted() == [
                "COMPLETE planar.prices", "FAIL planar", "FAIL planar.stock.levels", "START planar",
                "START planar.prices", "START planar.stock.levels",
            ])
        let failed = try #require(events.first { $0.title == "FAIL planar.stock.levels" })
        #expect(failed.run.facets.errorMessage?.message.contains("does not exist") == true)
        #expect(failed.outputs.allSatisfy { $0.outputFacets == nil })
        let all = try #require(events.last)
        #expect(all.title == "FAIL planar" && all.run.facets.errorMessage?.message == "1 of 2 streams failed")

        try await shop.load([.init("stock.levels", "l1", #"{"sku": "tea", "count": 40}"#)])
        let retry = try await Planar.run(["retry", "--lineage", "retry.jsonl"], in: shop.folder)
        #expect(retry.status == 0, "\(retry)")
        #expect(
            try await Observer.read("retry.jsonl", in: shop.folder).events().map(\.title) == [
                "START planar", "START planar.stock.levels", "COMPLETE planar.stock.levels", "COMPLETE planar",
            ])
    }

    @Test func aRunThatEndsBeforeItsFirstStream() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "version: 1\ncatalog: catalog.json\ntargets: {only: {type: sqlite, path: no/shop.db}}", to: "planar.yml")
        try folder.write(Shop.everything, to: "catalog.json")
        let outcome = try await Planar.run(["run", "--lineage", "events.jsonl"], in: folder)
        #expect(outcome.status == 1, "\(outcome)")
        let events = try await Observer.read("events.jsonl", in: folder).events()
        #expect(events.map(\.title) == ["START planar", "FAIL planar"])
        #expect(events.last?.run.facets.errorMessage?.message.hasPrefix("cannot create no/shop.db") == true)
    }

    @Test func anInterruptedRun() async throws {
        let shop = try await shop(.postgres)
        try await shop.execute("begin; lock table \(shop.raw("people").text) in access exclusive mode")
        let running = try Planar.start(
            ["run", "--lineage", "events.jsonl"], in: shop.folder, environment: ["MASK_SECRET": Self.secret])
        try await shop.untilPlanarWaits()
        running.send(SIGINT)
        #expect(await running.outcome().status == 130)
        try await shop.execute("commit")
        #expect(
            try await Observer.read("events.jsonl", in: shop.folder).events().map(\.title) == [
                "START planar", "START planar.people", "ABORT planar.people", "ABORT planar",
            ])
    }

    @Test func onBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything, "--select", "orders", "--lineage", "events.jsonl")
        let events = try await Observer.read("events.jsonl", in: shop.folder).events()
        #expect(
            events.map(\.title) == ["START planar", "START planar.orders", "COMPLETE planar.orders", "COMPLETE planar"])
        let end = events[2]
        #expect((end.inputs + end.outputs).allSatisfy { $0.namespace == "bigquery" })
        #expect(end.inputs.map(\.name) == ["\(shop.project).shop._airbyte_raw_orders"])
        let gift = try end.output("orders_items_gift")
        #expect(gift.name == "\(shop.project).shop.orders_items_gift")
        #expect(
            gift.facets.columnLineage?.fields["card"]?.inputFields.map(\.description)
                == ["_airbyte_data.items.gift.card DIRECT"])
    }

    /// A server that is away, is slow or is broken costs a run one warning, and telemetry another.
    @Test(arguments: ["away", "slow", "broken"])
    func aServerThatDoesNotTakeIt(_ trouble: String) async throws {
        let shop = try await shop(.sqlite)
        _ = try await Observer.messages { observer in
            // Nobody listens on port 1.
            let url = trouble == "away" ? "http://127.0.0.1:1" : "\(observer.url)/\(trouble)"
            let outcome = try await run(
                shop,
                environment: [
                    "OPENLINEAGE_URL": url.replacing("//", with: "//ada:hunter2@"), "OTEL_EXPORTER_OTLP_ENDPOINT": url,
                ])
            #expect(outcome.status == 0, "\(outcome)")
            #expect(!outcome.all.contains("hunter2"))
            let warnings = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
            #expect(
                warnings.map { $0.split(separator: ": ")[1] } == ["lineage", "telemetry", "telemetry"], "\(outcome)")
            let reason = ["away": "Connection refused", "slow": "it was too slow", "broken": "it answered 500, {}"][
                trouble]
            #expect(
                warnings.first == "warning: lineage: \(url)/api/v1/lineage did not get 4 of 4: \(reason ?? "")",
                "\(outcome)")
        }
        #expect(try await shop.values("_airbyte_ab_id", of: "people") == ["p2"])
    }
}
