import Foundation
import TestSupport
import Testing

/// What a run tells OpenTelemetry, read by its own protocol buffers, which know every field of it.
@Suite struct TelemetryTests {
    private struct Traces: Decodable {
        let resourceSpans: [Resource]

        struct Resource: Decodable {
            let resource: Attributes
            let scopeSpans: [Scope]
        }
        struct Scope: Decodable { let spans: [Span] }
    }

    private struct Span: Decodable {
        let traceId: String
        let spanId: String
        let parentSpanId: String?
        let name: String
        let kind: String
        let startTimeUnixNano: String
        let endTimeUnixNano: String
        let attributes: [Attribute]
        let status: Status?

        struct Status: Decodable {
            let message: String
            let code: String
        }

        var time: ClosedRange<Int> { (Int(startTimeUnixNano) ?? 1)...(Int(endTimeUnixNano) ?? 1) }
        func attribute(_ key: String) -> String? { attributes.first { $0.key == key }?.value.text }
    }

    private struct Metrics: Decodable {
        let resourceMetrics: [Resource]

        struct Resource: Decodable {
            let resource: Attributes
            let scopeMetrics: [Scope]
        }
        struct Scope: Decodable { let metrics: [Metric] }
    }

    private struct Metric: Decodable {
        let name: String
        let description: String
        let unit: String?
        let sum: Points?
        let gauge: Points?

        struct Points: Decodable {
            let dataPoints: [Point]
            let aggregationTemporality: String?
            let isMonotonic: Bool?
        }
        struct Point: Decodable {
            let attributes: [Attribute]
            let startTimeUnixNano: String
            let timeUnixNano: String
            let asDouble: Double
        }

        var points: [Point] { (sum ?? gauge)?.dataPoints ?? [] }
    }

    private struct Attributes: Decodable { let attributes: [Attribute] }

    private struct Attribute: Decodable {
        let key: String
        let value: Value

        struct Value: Decodable {
            let stringValue: String?
            let intValue: String?
            var text: String? { stringValue ?? intValue }
        }
    }

    /// What one run sends, by its path.
    private func observe(
        _ shop: Warehouse, _ options: String..., environment: [String: String] = [:], status: Int32 = 0
    ) async throws -> [String: Observer.Message] {
        let messages = try await Observer.messages { observer in
            let endpoint = ["OTEL_EXPORTER_OTLP_ENDPOINT": observer.url]
            let outcome = try await Planar.run(
                ["run"] + options, in: shop.folder, environment: environment.merging(endpoint) { $1 })
            #expect(outcome.status == status && !outcome.errors.contains("warning"), "\(outcome)")
        }
        for message in messages { #expect(message.error == nil) }
        #expect(messages.count == Set(messages.map(\.path)).count)
        return Dictionary(uniqueKeysWithValues: messages.map { ($0.path, $0) })
    }

    private func spans(_ messages: [String: Observer.Message]) throws -> [Span] {
        try #require(messages["/v1/traces"]).decoded(Traces.self).resourceSpans.flatMap(\.scopeSpans).flatMap(\.spans)
    }

    @Test(arguments: Kind.allCases)
    func aTrace(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.everything)
        try await shop.load(Shop.first)
        let messages = try await observe(
            shop,
            environment: [
                "TRACEPARENT": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=test,team=data%20people",
                "OTEL_SERVICE_NAME": "shop-syncs", "OTEL_EXPORTER_OTLP_HEADERS": "x-api-key=a%3Db",
            ])
        #expect(Set(messages.keys) == ["/v1/traces", "/v1/metrics"])
        for message in messages.values {
            #expect(message.headers["x-api-key"] == "a=b")
            #expect(message.headers["content-type"] == "application/json")
        }
        let resource = try #require(messages["/v1/traces"]).decoded(Traces.self).resourceSpans[0].resource.attributes
        #expect(
            Dictionary(uniqueKeysWithValues: resource.map { ($0.key, $0.value.text) }) == [
                "deployment.environment.name": "test", "team": "data people", "service.name": "shop-syncs",
            ])

        let spans = try spans(messages)
        #expect(spans.allSatisfy { $0.traceId == "4bf92f3577b34da6a3ce929d0e0e4736" })
        #expect(Set(spans.map(\.spanId)).count == spans.count)
        #expect(spans.allSatisfy { $0.status == nil })
        let run = try #require(spans.first { $0.name == "planar run" })
        #expect(run.parentSpanId == "00f067aa0ba902b7" && run.kind == "SPAN_KIND_INTERNAL")
        // It is now, by the clock of the machine.
        #expect(abs(Double(run.time.upperBound) / 1e9 - Date().timeIntervalSince1970) < 3600)

        let streams = spans.filter { $0.parentSpanId == run.spanId }
        #expect(
            Set(streams.map(\.name)) == ["shops", "prices", "visits", "orders", "members", "stock.levels"])
        for span in streams {
            #expect(span.kind == "SPAN_KIND_INTERNAL" && span.attribute("planar.stream") == span.name)
            #expect(run.time.contains(span.time.lowerBound) && run.time.contains(span.time.upperBound))
        }
        let orders = try #require(streams.first { $0.name == "orders" })
        // Two orders in the history and as active rows, three items, one gift.
        #expect(orders.attribute("planar.added_rows") == "8")
        #expect(orders.attribute("planar.kept_aside_values") == "0")

        let statements = spans.filter { $0.spanId != run.spanId && $0.parentSpanId != run.spanId }
        #expect(statements.allSatisfy { span in streams.contains { $0.spanId == span.parentSpanId } })
        let system = kind == .postgres ? "postgresql" : "sqlite"
        for span in statements {
            let stream = try #require(streams.first { $0.spanId == span.parentSpanId })
            #expect(span.kind == "SPAN_KIND_CLIENT" && span.attribute("db.system.name") == system)
            #expect(stream.time.contains(span.time.lowerBound) && stream.time.contains(span.time.upperBound))
            #expect(span.attribute("db.collection.name").map { span.name.hasSuffix(" \($0)") } == true)
        }
        let items = statements.filter { $0.attribute("db.collection.name") == "orders_items" }
        #expect(!items.isEmpty && items.allSatisfy { $0.parentSpanId == orders.spanId })
        #expect(
            items.allSatisfy {
                $0.attribute("db.namespace") == shop.settings.map { "\($0.database)|public" } ?? "main"
            })
        for message in messages.values {
            #expect(!String(decoding: message.body, as: UTF8.self).contains("Mitte"), "values of rows are told")
        }
    }

    /// The same numbers as Prometheus gets, under the names from which a collector makes Prometheus' ones.
    @Test(arguments: Kind.allCases)
    func theNumbersOfARun(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.writeProject(catalog: Shop.catalog(Shop.orders, Shop.prices))
        try await shop.load(Shop.first.filter { ["orders", "prices"].contains($0.stream) })
        try await shop.load([
            .init("orders", "bad", #"{"id": 9, "total": "dear", "updated_at": "2024-01-01T10:00:00Z"}"#)
        ])
        let messages = try await observe(shop, "--metrics-file", "shop.prom")
        let metrics = try #require(messages["/v1/metrics"]).decoded(Metrics.self).resourceMetrics
            .flatMap(\.scopeMetrics).flatMap(\.metrics)
        let names = [
            "planar.added_rows": ("planar_added_rows_total", "{row}"),
            "planar.kept_aside_values": ("planar_kept_aside_values_total", "{value}"),
            "planar.kept_aside_rows": ("planar_kept_aside_rows_total", "{row}"),
            "planar.waiting_raw_rows": ("planar_waiting_raw_rows", "{row}"),
            "planar.runs": ("planar_runs_total", "{run}"),
            "planar.stream_failures": ("planar_stream_failures_total", nil),
            "planar.stream_success": ("planar_stream_success", nil),
            "planar.last_run_success": ("planar_last_run_success", nil),
            "planar.last_run_duration": ("planar_last_run_duration_seconds", "s"),
            "planar.stream_duration": ("planar_stream_duration_seconds", "s"),
            "planar.last_run_timestamp": ("planar_last_run_timestamp_seconds", "s"),
            "planar.last_success_timestamp": ("planar_last_success_timestamp_seconds", "s"),
        ]
        let families = try await PrometheusClient.read("shop.prom", in: shop.folder)
        for metric in metrics {
            guard let (name, unit) = names[metric.name] else {
                Issue.record("\(metric.name) is not written down")
                continue
            }
            #expect(metric.unit ?? "" == unit ?? "", "\(metric.name)")
            #expect(metric.description.hasSuffix("."))
            let isCounter = name.hasSuffix("_total")
            #expect(metric.sum?.isMonotonic == (isCounter ? true : nil))
            #expect(metric.sum?.aggregationTemporality == (isCounter ? "AGGREGATION_TEMPORALITY_DELTA" : nil))
            for point in metric.points {
                let labels = Dictionary(
                    uniqueKeysWithValues: point.attributes.map {
                        (String($0.key.dropFirst("planar.".count)), $0.value.text ?? "")
                    })
                let value = try #require(families.value(name, labels), "\(name) \(labels)")
                // When the run ended is asked twice.
                #expect(abs(point.asDouble - value) < (name.contains("timestamp") ? 60 : 1e-6), "\(name) \(labels)")
                #expect(try #require(Int(point.startTimeUnixNano)) < #require(Int(point.timeUnixNano)))
            }
        }
        #expect(Set(metrics.map(\.name)) == Set(names.keys))
        #expect(metrics.map(\.points.count).reduce(0, +) == families.flatMap(\.samples).count)
        let active = metrics.first { $0.name == "planar.added_rows" }?.points.first { point in
            point.attributes.contains { $0.value.text?.hasSuffix(".orders") == true }
        }
        #expect(active?.asDouble == 3)
    }

    @Test func whatFails() async throws {
        let shop = try await Warehouse(.postgres)
        try shop.writeProject(catalog: Shop.catalog(Shop.orders, Shop.levels))
        try await shop.load([
            .init("orders", "bad", #"{"id": 9, "total": "dear", "updated_at": "2024-01-01T10:00:00Z"}"#)
        ])
        let spans = try spans(await observe(shop, "--on-bad-value", "fail", status: 1))
        let run = try #require(spans.first { $0.name == "planar run" })
        #expect(run.parentSpanId == nil && run.status?.code == "STATUS_CODE_ERROR")
        #expect(run.status?.message == "2 of 2 streams failed")
        let orders = try #require(spans.first { $0.name == "orders" })
        #expect(orders.status?.message.contains("does not fit") == true)
        let statement = try #require(spans.first { $0.parentSpanId == orders.spanId && $0.status != nil })
        // invalid_text_representation
        #expect(statement.attribute("db.response.status_code") == "22P02")
        #expect(spans.first { $0.name == "stock.levels" }?.status?.code == "STATUS_CODE_ERROR")
    }

    @Test func eachSignalHasItsOwnSwitch() async throws {
        let shop = try await Warehouse(.sqlite)
        try shop.writeProject(catalog: Shop.catalog(Shop.prices))
        try await shop.load([.init("prices", "p1", #"{"sku": "tea", "amount": 1}"#)])
        func paths(_ environment: [String: String]) async throws -> Set<String> {
            Set(try await observe(shop, environment: environment).keys)
        }
        #expect(try await paths(["OTEL_METRICS_EXPORTER": "none"]) == ["/v1/traces"])
        #expect(try await paths(["OTEL_TRACES_EXPORTER": "none"]) == ["/v1/metrics"])
        #expect(try await paths(["OTEL_SDK_DISABLED": "true"]) == [])
        // Who has started the run says something that is no parent, and the trace begins with the run.
        let spans = try spans(await observe(shop, environment: ["TRACEPARENT": "00-0-0-01"]))
        #expect(spans.first { $0.name == "planar run" }?.parentSpanId == nil)
    }
}
