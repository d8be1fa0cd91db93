import Dialects
import Observability
import Runner

/// Those who are told about a run besides whoever started it. Files that cannot be written make a run fail that went well; a server
/// that is away costs a warning.
struct RunAudience: Sendable {
    let record: RunRecord?
    let metrics: MetricsFile?
    let lineage: Lineage?
    let telemetry: Telemetry?

    /// - Parameter families: the scripts of each stream that is to run.
    func begin(_ families: [[Script]]) { lineage?.begin(families) }

    func show(_ event: RunEvent) {
        lineage?.show(event)
        telemetry?.show(event)
    }

    /// The end of a run before its first stream.
    func tellEnd(_ failure: any Error) async {
        record?.write(failure: failure)
        _ = metrics?.write(nil, failure is CancellationError ? .interrupted : .failure)
        await tellServers(nil, failure is CancellationError ? .interrupted : .failure, message: "\(failure)")
    }

    /// - Parameters:
    ///   - families: of the streams that were to run.
    ///   - all: of the whole catalog.
    /// - Returns: whether all files are written.
    func tellEnd(
        _ report: RunReport, of families: [[Script]], among all: [[Script]], isInterrupted: Bool
    ) async -> Bool {
        let outcome: RunOutcome = isInterrupted ? .interrupted : report.failures.isEmpty ? .success : .failure
        let isRecorded = record?.write(report, of: families, among: all) ?? true
        let isMeasured = metrics?.write(report, outcome) ?? true
        await tellServers(report, outcome, message: report.failureInShort)
        return isRecorded && isMeasured
    }

    private func tellServers(_ report: RunReport?, _ outcome: RunOutcome, message: String?) async {
        async let lineageFailure = lineage?.finish(isCancelled: outcome == .interrupted, message: message)
        async let telemetryFailures = telemetry?.finish(report, outcome, message: message) ?? []
        if let failure = await lineageFailure { Console.error("warning: lineage: \(failure)", .warning) }
        for failure in await telemetryFailures { Console.error("warning: telemetry: \(failure)", .warning) }
    }
}

extension RunReport {
    /// `2 of 30 streams failed`; nil where nothing did.
    fileprivate var failureInShort: String? {
        let failed = streams.count { $0.failure != nil }
        return failed == 0 ? failure.map { "\($0)" } : "\(failed) of \(streams.count.of("stream")) failed"
    }
}
