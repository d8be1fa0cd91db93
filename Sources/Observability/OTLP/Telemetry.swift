import FoundationEssentials
import Runner

/// What a run sends to a collector of OpenTelemetry's, by OTLP over HTTP with JSON. Where to is told by OpenTelemetry's own
/// variables: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/>.
package struct Telemetry: Sendable {
    private let traces: Delivery?
    private let metrics: Delivery?
    private let trace: Trace
    private let resource: OTLP.Resource
    /// What the project calls the database.
    private let target: String

    /// Spans of one message; a collector takes 4 MB and more.
    private static let spansOfMessage = 2000

    /// Nil where nothing is asked for.
    package init?(_ environment: [String: String], at place: DatabasePlace, target: String) {
        traces = Self.delivery(of: "traces", environment)
        metrics = Self.delivery(of: "metrics", environment)
        if traces == nil, metrics == nil { return nil }
        self.target = target
        trace = Trace(at: place, traceparent: environment["TRACEPARENT"])
        resource = OTLP.Resource(attributes: Self.resourceAttributes(environment))
    }

    package func show(_ event: RunEvent) { trace.show(event) }

    /// The end of the run.
    ///
    /// - Parameters:
    ///   - report: nil where it ended before its first stream.
    ///   - message: why it failed; nil where it did not.
    /// - Returns: what could not be sent.
    package func finish(_ report: RunReport?, _ outcome: RunOutcome, message: String?) async -> [Delivery.Failure] {
        let spans = trace.spans(failure: message)
        for start in stride(from: 0, to: spans.count, by: Self.spansOfMessage) {
            let part = Array(spans[start..<min(start + Self.spansOfMessage, spans.count)])
            send(
                OTLP.TracesRequest(resourceSpans: [.init(resource: resource, scopeSpans: [.init(spans: part)])]),
                to: traces)
        }
        let end = Date()
        let families = [MetricFamily].run(report, outcome, on: target, at: end.timeIntervalSince1970)
        let measured = families.compactMap { OTLP.Metric($0, from: trace.began.date, to: end) }
        send(
            OTLP.MetricsRequest(resourceMetrics: [.init(resource: resource, scopeMetrics: [.init(metrics: measured)])]),
            to: metrics)
        async let spansLost = traces?.finish()
        async let metricsLost = metrics?.finish()
        return [await spansLost, await metricsLost].compactMap { $0 }
    }

    private func send(_ request: some Encodable, to delivery: Delivery?) {
        guard let delivery, let message = try? JSONEncoder().encode(request) else { return }
        delivery.send(Array(message))
    }

    /// - Parameter signal: `traces` or `metrics`.
    private static func delivery(of signal: String, _ environment: [String: String]) -> Delivery? {
        let capitals = signal.uppercased()
        guard environment.variable("OTEL_SDK_DISABLED")?.lowercased() != "true",
            environment.variable("OTEL_\(capitals)_EXPORTER") != "none"
        else { return nil }
        let url: String
        if let own = environment.variable("OTEL_EXPORTER_OTLP_\(capitals)_ENDPOINT") {
            url = own
        } else if let all = environment.variable("OTEL_EXPORTER_OTLP_ENDPOINT") {
            url = all + (all.hasSuffix("/") ? "v1/" : "/v1/") + signal
        } else {
            return nil
        }
        let headers =
            environment.variable("OTEL_EXPORTER_OTLP_\(capitals)_HEADERS")
            ?? environment.variable("OTEL_EXPORTER_OTLP_HEADERS") ?? ""
        return Delivery(to: url, headers: pairs(headers))
    }

    private static func resourceAttributes(_ environment: [String: String]) -> [OTLP.Attribute] {
        var pairs = pairs(environment["OTEL_RESOURCE_ATTRIBUTES"] ?? "")
        if let name = environment.variable("OTEL_SERVICE_NAME")
            ?? (pairs.contains { $0.0 == "service.name" } ? nil : "planar")
        {
            pairs.removeAll { $0.0 == "service.name" }
            pairs.append(("service.name", name))
        }
        return pairs.map { OTLP.Attribute($0.0, .string($0.1)) }
    }

    /// `key=value,key=value`, with values as in URLs.
    private static func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: ",").compactMap { (pair: Substring) -> (String, String)? in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let value = pair[pair.index(after: equals)...].withoutSpacesAround
            return (pair[..<equals].withoutSpacesAround, value.withoutPercentEncoding)
        }
    }
}

extension Substring {
    fileprivate var withoutSpacesAround: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// With `%20` as a space; a `%` before anything but two digits stays.
    fileprivate var withoutPercentEncoding: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let number = UInt8(String(Substring(digits)), radix: 16) {
                bytes.append(number)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
