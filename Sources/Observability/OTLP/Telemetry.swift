import FoundationEssentials
import Runner

/// What a run sends to a collector of OpenTelemetry's, by OTLP over HTTP with JSON. Where to is told by OpenTelemetry's own
/// variables: <https://opentelemetry.io/docs/specs/otel/protocol/exporter/>.
package struct Telemetry: Sendable {
    private let traces: Delivery?
    private let trace: Trace
    private let resource: OTLP.Resource

    /// Spans of one message; a collector takes 4 MB and more.
    private static let spansOfMessage = 2000

    /// Nil where nothing is asked for.
    package init?(_ environment: [String: String], at place: DatabasePlace) {
        guard let traces = Self.delivery(of: "traces", environment) else { return nil }
        self.traces = traces
        trace = Trace(at: place, traceparent: environment["TRACEPARENT"])
        resource = OTLP.Resource(attributes: Self.resourceAttributes(environment))
    }

    package func show(_ event: RunEvent) { trace.show(event) }

    /// The end of the run.
    ///
    /// - Parameter failure: why it failed; nil where it did not.
    /// - Returns: what could not be sent.
    package func finish(failure: String?) async -> [Delivery.Failure] {
        let encoder = JSONEncoder()
        if let traces {
            let spans = trace.spans(failure: failure)
            for start in stride(from: 0, to: spans.count, by: Self.spansOfMessage) {
                let part = Array(spans[start..<min(start + Self.spansOfMessage, spans.count)])
                let request = OTLP.TracesRequest(
                    resourceSpans: [.init(resource: resource, scopeSpans: [.init(spans: part)])])
                if let message = try? encoder.encode(request) { traces.send(Array(message)) }
            }
        }
        return [await traces?.finish()].compactMap { $0 }
    }

    /// - Parameter signal: `traces` or `metrics`.
    private static func delivery(of signal: String, _ environment: [String: String]) -> Delivery? {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let capitals = signal.uppercased()
        guard variable("OTEL_SDK_DISABLED")?.lowercased() != "true", variable("OTEL_\(capitals)_EXPORTER") != "none"
        else { return nil }
        let url: String
        if let own = variable("OTEL_EXPORTER_OTLP_\(capitals)_ENDPOINT") {
            url = own
        } else if let all = variable("OTEL_EXPORTER_OTLP_ENDPOINT") {
            url = all + (all.hasSuffix("/") ? "v1/" : "/v1/") + signal
        } else {
            return nil
        }
        let headers =
            variable("OTEL_EXPORTER_OTLP_\(capitals)_HEADERS") ?? variable("OTEL_EXPORTER_OTLP_HEADERS") ?? ""
        return Delivery(to: url, headers: pairs(headers))
    }

    private static func resourceAttributes(_ environment: [String: String]) -> [OTLP.Attribute] {
        var pairs = pairs(environment["OTEL_RESOURCE_ATTRIBUTES"] ?? "")
        if let name = environment["OTEL_SERVICE_NAME"] ?? (pairs.contains { $0.0 == "service.name" } ? nil : "planar") {
            pairs.removeAll { $0.0 == "service.name" }
            pairs.append(("service.name", name))
        }
        return pairs.map { OTLP.Attribute($0.0, .string($0.1)) }
    }

    /// `key=value,key=value`, with values as in URLs.
    private static func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: ",").compactMap { pair in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let value = pair[pair.index(after: equals)...].trimming(" ")
            return (pair[..<equals].trimming(" "), value.removingPercentEncoding ?? value)
        }
    }
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> String {
        var text = self
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
