import Foundation
import Observability
import Testing

/// The numbers of runs, as Prometheus reads them.
@Suite struct MetricsTests {
    private static let orders = Shop.catalog(Shop.orders)

    private func measure(_ shop: Warehouse, _ options: String...) async throws -> (
        Outcome, [PrometheusClient.Family]
    ) {
        let outcome = try await Planar.run(["run", "--metrics-file", "shop.prom"] + options, in: shop.folder)
        return (outcome, try await PrometheusClient.read("shop.prom", in: shop.folder))
    }

    @Test(arguments: Kind.allCases)
    func whatRunsAdd(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Self.orders)
        try await shop.load([
            Shop.order("o1", 1, total: 2, "2024-01-01T10:00:00Z"),
            .init("orders", "o2", #"{"id": 2, "total": "dear", "updated_at": "2024-01-01T10:00:00Z"}"#),
            .init("orders", "o3", "7"),
        ])
        var (outcome, metrics) = try await measure(shop)
        #expect(outcome.status == 0, "\(outcome)")
        let place = ["target": "only", "stream": "orders"]
        let table = place.merging(["table": kind == .postgres ? "public.orders" : "main.orders"]) { $1 }
        #expect(metrics.value("planar_added_rows_total", table) == 2)
        #expect(metrics.value("planar_runs_total", ["outcome": "success"]) == 1)
        #expect(metrics.value("planar_last_run_success") == 1)
        #expect(metrics.value("planar_last_success_timestamp_seconds").map { $0 > 1_700_000_000 } == true)
        let kept = metrics.flatMap(\.samples)
        func sum(_ name: String) -> Double { kept.filter { $0.name == name }.reduce(0) { $0 + $1.value } }
        #expect(sum("planar_kept_aside_values_total") >= 1)
        #expect(sum("planar_kept_aside_rows_total") >= 1)
        // Nobody counts the rows of a run that reads them all.
        #expect(metrics.value("planar_read_raw_rows_total", place) == nil)

        try await shop.load([
            Shop.order("o4", 3, total: 2, "2024-01-02T10:00:00Z", minute: 5),
            Shop.order("o5", 1, total: 3, "2024-01-02T10:00:00Z", minute: 7),
        ])
        (outcome, metrics) = try await measure(shop)
        #expect(outcome.status == 0, "\(outcome)")
        // On Postgres those of the first sync too, where another test had a transaction open then.
        let most: Double = kind == .postgres ? 5 : 2
        #expect(metrics.value("planar_read_raw_rows_total", place).map { 2...most ~= $0 } == true)
        // 2024-02-01T00:07:00Z.
        #expect(metrics.value("planar_newest_emitted_timestamp_seconds", place) == 1_706_746_020)
        let ended = try #require(metrics.value("planar_last_run_timestamp_seconds"))
        #expect(metrics.value("planar_stream_lag_seconds", place).map { abs($0 - (ended - 1_706_746_020)) < 1 } == true)
        #expect(metrics.value("planar_runs_total", ["outcome": "success"]) == 2)
        #expect(try #require(metrics.value("planar_added_rows_total", table)) > 2)

        // With nothing new the rows stay as they are, and what was not measured is what it was.
        let before = metrics
        (outcome, metrics) = try await measure(shop)
        #expect(metrics.value("planar_added_rows_total", table) == before.value("planar_added_rows_total", table))
        #expect(metrics.value("planar_newest_emitted_timestamp_seconds", place) == 1_706_746_020)
    }

    /// In the conventions of Prometheus: one family a name, counters and they alone end with `_total`, units are base
    /// units, and each has its help.
    @Test func namesFollowTheConventions() async throws {
        let shop = try await Warehouse(.sqlite)
        try shop.writeProject(catalog: Shop.everything)
        try await shop.load(Shop.first)
        let (_, metrics) = try await measure(shop)
        #expect(metrics.count > 8)
        #expect(Set(metrics.map(\.name)).count == metrics.count)
        let text = try String(contentsOfFile: shop.folder.path("shop.prom"), encoding: .utf8)
        for family in metrics {
            #expect(!family.help.isEmpty && family.help.hasSuffix("."), "\(family.name)")
            #expect(family.name.hasPrefix("planar_"))
            #expect(["counter", "gauge"].contains(family.type))
            #expect(family.samples.allSatisfy { $0.name.hasSuffix("_total") == (family.type == "counter") })
            for sample in family.samples { #expect(sample.labels["target"] == "only") }
        }
        // What is read is what is written.
        let families = try #require(PrometheusText.read(text))
        #expect(PrometheusText.write(families) == text)
        #expect(PrometheusText.read("hello\n") == nil)
    }

    @Test func labelsWithEveryCharacter() async throws {
        let folder = try TemporaryFolder()
        let label = #"a\b"c"# + "\n{d},e=\"f\" ü"
        let families = [
            MetricFamily(
                "planar_added_rows_total", .rows, .counter, "Rows \\ that\na table gained.",
                [
                    .init(1, [.init("stream", label), .init("table", "")]), .init(0.25),
                    .init(.infinity, [.init("a", "b")]),
                ])
        ]
        let text = PrometheusText.write(families)
        #expect(PrometheusText.read(text) == families)
        try folder.write(text, to: "odd.prom")
        let read = try await PrometheusClient.read("odd.prom", in: folder)
        #expect(read.first?.samples.map(\.labels) == [["stream": label, "table": ""], [:], ["a": "b"]])
        #expect(read.first?.samples.map(\.value) == [1, 0.25, .infinity])
    }

    @Test func ofRunsThatFail() async throws {
        let shop = try await Warehouse(.sqlite)
        try shop.writeProject(catalog: Self.orders)
        // No raw table.
        var (outcome, metrics) = try await measure(shop)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(metrics.value("planar_last_run_success") == 0)
        #expect(metrics.value("planar_stream_success", ["stream": "orders"]) == 0)
        #expect(metrics.value("planar_stream_failures_total", ["stream": "orders"]) == 1)
        #expect(metrics.value("planar_last_success_timestamp_seconds") == nil)
        // No database.
        try FileManager.default.removeItem(atPath: shop.folder.path("shop.db"))
        (outcome, metrics) = try await measure(shop)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(metrics.value("planar_runs_total", ["outcome": "failure"]) == 2)
        // A file of somebody else's.
        try shop.folder.write("mine\n", to: "mine.prom")
        let refused = try await Planar.run(["run", "--metrics-file", "mine.prom"], in: shop.folder)
        #expect(refused.status == 2, "\(refused)")
        #expect(try String(contentsOfFile: shop.folder.path("mine.prom"), encoding: .utf8) == "mine\n")
    }

    /// What has started a run and is gone, gone for whatever reason, has let go of the pipe.
    @Test func aRunEndsWithItsInput() async throws {
        let shop = try await Warehouse(.postgres)
        try shop.writeProject(catalog: Self.orders)
        try await shop.load([Shop.order("o1", 1, total: 2, "2024-01-01T10:00:00Z")])
        try await shop.execute("begin; lock table public._airbyte_raw_orders in access exclusive mode")
        // Its standard input is empty.
        let outcome = try await Planar.run(
            ["run", "--stop-with-input", "--metrics-file", "shop.prom"], in: shop.folder)
        #expect(outcome.status == 130, "\(outcome)")
        let metrics = try await PrometheusClient.read("shop.prom", in: shop.folder)
        #expect(metrics.value("planar_runs_total", ["outcome": "interrupted"]) == 1)
        try await shop.execute("rollback")
    }
}
