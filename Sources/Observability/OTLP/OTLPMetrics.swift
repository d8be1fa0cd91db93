import FoundationEssentials

extension OTLP {
    struct MetricsRequest: Encodable, Sendable {
        let resourceMetrics: [ResourceMetrics]
    }

    struct ResourceMetrics: Encodable, Sendable {
        let resource: Resource
        let scopeMetrics: [ScopeMetrics]
    }

    struct ScopeMetrics: Encodable, Sendable {
        let scope = Scope()
        let metrics: [Metric]
    }

    struct Metric: Encodable, Sendable {
        let name: String
        let description: String
        /// `s`, `By`, `{row}`: as UCUM has them.
        let unit: String
        var sum: Sum?
        var gauge: Gauge?
    }

    struct Sum: Encodable, Sendable {
        let dataPoints: [Point]
        /// Each run tells what it adds: it knows nothing of the runs before it.
        let aggregationTemporality = 1
        let isMonotonic = true
    }

    struct Gauge: Encodable, Sendable {
        let dataPoints: [Point]
    }

    struct Point: Encodable, Sendable {
        let attributes: [Attribute]
        let startTimeUnixNano: String
        let timeUnixNano: String
        let asDouble: Double
    }
}

extension OTLP.Metric {
    /// The family under a name from which a collector makes the one that Prometheus gets from us: `planar.added_rows` in `{row}`
    /// of `planar_added_rows_total`, `planar.stream_lag` in `s` of `planar_stream_lag_seconds`. Nil for histograms, of which a run
    /// has none.
    init?(_ family: MetricFamily, from start: Date, to end: Date) {
        var words = family.name.split(separator: "_")
        if family.kind == .counter, words.last == "total" { words.removeLast() }
        let unit: String
        switch family.unit {
        case .seconds: unit = "s"
        case .bytes: unit = "By"
        case .rows: unit = "{row}"
        case .values: unit = "{value}"
        case .runs: unit = "{run}"
        // A collector takes 1 for a ratio, and says so in the name.
        case nil: unit = ""
        }
        // What stands in braces is no unit to a collector, and does not come into the name.
        if let own = family.unit, own == .seconds || own == .bytes, words.last.map(String.init) == own.rawValue {
            words.removeLast()
        }
        let points = family.samples.map { sample in
            OTLP.Point(
                attributes: sample.labels.map { .init("planar.\($0.name)", .string($0.value)) },
                startTimeUnixNano: String(start.nanoseconds), timeUnixNano: String(end.nanoseconds),
                asDouble: sample.value)
        }
        let sum: OTLP.Sum?
        let gauge: OTLP.Gauge?
        switch family.kind {
        case .counter: (sum, gauge) = (OTLP.Sum(dataPoints: points), nil)
        case .gauge: (sum, gauge) = (nil, OTLP.Gauge(dataPoints: points))
        case .histogram: return nil
        }
        self.init(
            name: "\(words[0]).\(words.dropFirst().joined(separator: "_"))", description: family.help, unit: unit,
            sum: sum, gauge: gauge)
    }
}
