import Dialects
import Runner

/// What became of a run as a whole.
package enum RunOutcome: String, Sendable, CaseIterable {
    case success, failure, interrupted
}

extension [MetricFamily] {
    /// The numbers of one run. Counters hold what this run adds to them.
    ///
    /// - Parameters:
    ///   - target: what the project calls the database.
    ///   - report: nil for a run that ended before its first stream.
    ///   - end: when it ended, in seconds since 1970.
    package static func run(_ report: RunReport?, _ outcome: RunOutcome, on target: String, at end: Double)
        -> [MetricFamily]
    {
        let labels = [MetricFamily.Label("target", target)]
        func one(_ value: Double) -> [MetricFamily.Sample] { [MetricFamily.Sample(value, labels)] }
        let outcomes = RunOutcome.allCases.map { each in
            MetricFamily.Sample(each == outcome ? 1 : 0, labels + [MetricFamily.Label("outcome", each.rawValue)])
        }
        return [
            MetricFamily("planar_runs_total", .runs, .counter, "Runs that have ended, by outcome.", outcomes),
            MetricFamily(
                "planar_last_run_success", nil, .gauge, "1 where the last run went well, else 0.",
                one(outcome == .success ? 1 : 0)),
            MetricFamily(
                "planar_last_run_timestamp_seconds", .seconds, .gauge, "When the last run ended, in Unix time.",
                one(end)),
            MetricFamily(
                "planar_last_success_timestamp_seconds", .seconds, .gauge,
                "When the last run that went well ended, in Unix time.", outcome == .success ? one(end) : []),
            MetricFamily(
                "planar_last_run_duration_seconds", .seconds, .gauge, "How long the last run took.",
                report.map { one($0.duration.inSeconds) } ?? []),
        ] + (report.map { streams($0, labels, end) } ?? [])
    }

    private static func streams(_ report: RunReport, _ labels: [MetricFamily.Label], _ end: Double) -> [MetricFamily] {
        func ofStreams(_ value: (StreamReport) -> Double?) -> [MetricFamily.Sample] {
            report.streams.compactMap { stream in
                value(stream).map { MetricFamily.Sample($0, labels + [.init("stream", "\(stream.stream)")]) }
            }
        }
        func ofTables(_ value: (RelationReport) -> Double?) -> [MetricFamily.Sample] {
            report.streams.flatMap { stream in
                stream.relations.compactMap { relation in
                    value(relation).map {
                        MetricFamily.Sample(
                            $0, labels + [.init("stream", "\(stream.stream)"), .init("table", "\(relation.target)")])
                    }
                }
            }
        }
        return [
            MetricFamily(
                "planar_stream_success", nil, .gauge, "1 where the stream went well in its last run, else 0.",
                ofStreams { $0.failure == nil ? 1 : 0 }),
            MetricFamily(
                "planar_stream_failures_total", nil, .counter,
                "Runs in which the stream failed, interrupted ones left out.",
                ofStreams { $0.failure.map { $0.isCancellation ? 0 : 1 } ?? 0 }),
            MetricFamily(
                "planar_stream_duration_seconds", .seconds, .gauge, "How long the stream took in its last run.",
                ofStreams { $0.duration.inSeconds }),
            MetricFamily(
                "planar_read_raw_rows_total", .rows, .counter,
                "Raw rows that were read because they may have come since the run before.",
                ofStreams { $0.failure == nil ? ($0.arrival?.rows).map(Double.init) : nil }),
            MetricFamily(
                "planar_newest_emitted_timestamp_seconds", .seconds, .gauge,
                "When the newest raw row that is normalized was emitted, in Unix time.",
                ofStreams { $0.failure == nil ? $0.arrival?.newest : nil }),
            MetricFamily(
                "planar_stream_lag_seconds", .seconds, .gauge,
                "From the emission of the newest raw row to the end of the run that normalized it.",
                ofStreams { $0.failure == nil ? ($0.arrival?.newest).map { end - $0 } : nil }),
            MetricFamily(
                "planar_added_rows_total", .rows, .counter, "Rows that a table gained.",
                ofTables { Double($0.rowsAdded) }),
            MetricFamily(
                "planar_kept_aside_values_total", .values, .counter,
                "Values that did not fit their column and are NULL in its place.", ofTables { Double($0.kept.values) }),
            MetricFamily(
                "planar_kept_aside_rows_total", .rows, .counter, "Raw rows that were no records and are in no table.",
                ofTables { Double($0.kept.rows) }),
            MetricFamily(
                "planar_processed_bytes_total", .bytes, .counter, "BigQuery: what statements read.",
                ofTables { ($0.usage?.bytesProcessed).map(Double.init) }),
            MetricFamily(
                "planar_billed_bytes_total", .bytes, .counter, "BigQuery: what is billed for statements.",
                ofTables { ($0.usage?.bytesBilled).map(Double.init) }),
            MetricFamily(
                "planar_slot_seconds_total", .seconds, .counter, "BigQuery: time that slots worked on statements.",
                ofTables { ($0.usage?.slotMilliseconds).map { Double($0) / 1000 } }),
        ]
    }
}

extension Duration {
    package var inSeconds: Double { self / .seconds(1) }
}
