/// Samples of one name, as Prometheus and OpenTelemetry know them: what is measured, in which unit, and whether it adds up.
package struct MetricFamily: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// Only ever grows; its name ends with `_total`.
        case counter
        /// What it was the last time.
        case gauge
        /// Counts by upper bound (`_bucket` with the label `le`), their sum (`_sum`) and number (`_count`).
        case histogram
    }

    /// Base units alone, spelled as they end a name.
    package enum Unit: String, Sendable {
        case seconds, bytes, rows, values, runs
    }

    /// Lower-case words and underscores, the unit and `_total` last: `planar_added_rows_total`.
    package let name: String
    /// Nil for what has none, such as 1 for true.
    package let unit: Unit?
    package let kind: Kind
    /// One sentence.
    package let help: String
    package var samples: [Sample]

    package init(_ name: String, _ unit: Unit?, _ kind: Kind, _ help: String, _ samples: [Sample] = []) {
        self.name = name
        self.unit = unit
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    package struct Sample: Sendable, Equatable {
        /// Of a histogram: `_bucket`, `_sum` or `_count`.
        package let suffix: String
        /// In the order in which they are shown; no name twice.
        package let labels: [Label]
        package var value: Double

        package init(_ value: Double, suffix: String = "", _ labels: [Label] = []) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }

        fileprivate func isSame(as other: Sample) -> Bool { suffix == other.suffix && labels == other.labels }
    }

    package struct Label: Sendable, Hashable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension [MetricFamily] {
    /// These numbers after those of an earlier time: counters and histograms go on from there, gauges are the new ones, and
    /// what was not measured this time stays as it was.
    package func following(_ earlier: [MetricFamily]) -> [MetricFamily] {
        var all = self
        for old in earlier {
            guard let place = all.firstIndex(where: { $0.name == old.name }) else {
                all.append(old)
                continue
            }
            for sample in old.samples {
                if let same = all[place].samples.firstIndex(where: { $0.isSame(as: sample) }) {
                    if all[place].kind != .gauge { all[place].samples[same].value += sample.value }
                } else {
                    all[place].samples.append(sample)
                }
            }
        }
        return all
    }

    /// All samples with further labels in front.
    package func labelled(_ labels: [MetricFamily.Label]) -> [MetricFamily] {
        map { family in
            var family = family
            family.samples = family.samples.map {
                MetricFamily.Sample($0.value, suffix: $0.suffix, labels + $0.labels)
            }
            return family
        }
    }

    /// The same with each name once, the samples of all its families below it.
    package func joined() -> [MetricFamily] {
        reduce(into: []) { joined, family in
            if let place = joined.firstIndex(where: { $0.name == family.name }) {
                joined[place].samples += family.samples
            } else {
                joined.append(family)
            }
        }
    }
}
