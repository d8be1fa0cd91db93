import Dialects
import FoundationEssentials
import Observability
import Runner
import TableModel

/// `run_results.json`: what a run did to each relation, in the shape of dbt's run results, version 6.
struct RunResults: Codable, Sendable {
    let metadata: ReportMetadata
    var results: [Result]
    /// Seconds.
    let elapsedTime: Double
    let args: Arguments

    /// How the command was called, as far as a retry needs it.
    struct Arguments: Codable, Sendable {
        var which = "run"
        let fullRefresh: Bool
        let discardHistory: Bool
        @OrNull var onBadValue: String?
        let select: [String]
        let exclude: [String]
    }

    struct Result: Codable, Sendable {
        enum Status: String, Codable, Sendable {
            case success, error
            /// Not begun, or rolled back, because the run was interrupted.
            case skipped
        }

        struct Timing: Codable, Sendable {
            var name = "execute"
            let startedAt: String
            let completedAt: String
        }

        /// What dbt leaves to its adapters: the rest of what is known.
        struct Response: Codable, Sendable {
            let stream: String
            /// Raw rows that were new to it; nil for what is read from another table, and where the stream failed.
            @OrNull var rowsRead: Int?
            let rowsAffected: Int
            /// Values that did not fit their column, and raw rows that were no records.
            let valuesKeptAside: Int
            let rowsKeptAside: Int
            @OrNull var bytesProcessed: Int?
            @OrNull var bytesBilled: Int?
            @OrNull var slotMs: Int?
        }

        let status: Status
        let timing: [Timing]
        var threadId = "main"
        let executionTime: Double
        let adapterResponse: Response
        @OrNull var message: String?
        @OrNull var failures: Int?
        let uniqueId: String
        let compiled: Bool
        /// The statements of relations that gained rows, and of the one that failed.
        @OrNull var compiledCode: String?
        let relationName: String
    }

    /// The streams of results that say so.
    func streams(_ isWanted: (Result.Status) -> Bool) -> [String] {
        var streams: [String] = []
        for result in results where isWanted(result.status) && !streams.contains(result.adapterResponse.stream) {
            streams.append(result.adapterResponse.stream)
        }
        return streams
    }
}

extension RunResults {
    /// - Parameters:
    ///   - began: when the run began, by both clocks.
    ///   - reason: why streams without a report were not begun.
    init(
        _ report: RunReport, of families: [[Script]], in dialect: any Dialect,
        began: (date: Date, instant: ContinuousClock.Instant),
        metadata: ReportMetadata, args: Arguments, reason: String
    ) {
        func date(_ instant: ContinuousClock.Instant) -> Date {
            began.date.addingTimeInterval(began.instant.duration(to: instant).inSeconds)
        }
        let streams = Dictionary(report.streams.map { ($0.stream, $0) }, uniquingKeysWith: { first, _ in first })
        self.init(
            metadata: metadata,
            results: families.flatMap { family in
                let stream = streams[family[0].stream]
                return family.map { script in
                    let relation = stream?.relations.first { $0.target == script.target }
                    let failure = stream?.failure
                    let start = relation?.start ?? stream?.start ?? began.instant
                    let duration = relation?.duration ?? stream?.duration ?? .zero
                    let status: Result.Status =
                        stream == nil || failure?.isCancellation == true ? .skipped : failure == nil ? .success : .error
                    // What was refused before its SQL ran has none to show.
                    let showsCode = failure.map { $0.statementTable == script.target } ?? (relation?.rowsAdded ?? 0 > 0)
                    return Result(
                        status: status,
                        timing: [
                            .init(startedAt: date(start).inReports, completedAt: date(start + duration).inReports)
                        ],
                        executionTime: duration.inSeconds,
                        adapterResponse: .init(
                            stream: "\(script.stream)", rowsRead: relation?.rowsRead(by: script),
                            rowsAffected: relation?.rowsAdded ?? 0,
                            valuesKeptAside: relation?.kept.values ?? 0, rowsKeptAside: relation?.kept.rows ?? 0,
                            bytesProcessed: relation?.usage?.bytesProcessed, bytesBilled: relation?.usage?.bytesBilled,
                            slotMs: relation?.usage?.slotMilliseconds),
                        message: failure.map { "\($0)" }
                            ?? (stream == nil ? reason : "\((relation?.rowsAdded ?? 0).of("row")) added"),
                        failures: nil, uniqueId: script.uniqueID, compiled: showsCode,
                        compiledCode: showsCode ? script.incremental.map(\.sql.text).joined(separator: "\n\n") : nil,
                        relationName: dialect.relation(script.target).text)
                }
            }, elapsedTime: report.duration.inSeconds, args: args)
    }
}

extension Script {
    /// `model.planar.public.orders`.
    var uniqueID: String { "model.planar.\(target)" }
    /// `source.planar.public._airbyte_raw_orders`.
    static func sourceID(_ raw: TableName) -> String { "source.planar.\(raw)" }
}
