import ArgumentParser
import Dialects
import Observability
import Runner

/// Those who are told about a run besides whoever started it. A report or metrics that cannot be written make a run fail that went
/// well; lineage and telemetry that do not arrive cost a warning.
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
        let outcome: RunOutcome = failure is CancellationError ? .interrupted : .failure
        record?.write(failure: failure)
        _ = metrics?.write(nil, outcome)
        // What ends with an exit status has said why.
        await tellServers(
            nil, outcome, failure: failure is ExitCode ? "it could not begin; the log says why" : "\(failure)")
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
        await tellServers(report, outcome, failure: report.failureInShort)
        return isRecorded && isMeasured
    }

    private func tellServers(_ report: RunReport?, _ outcome: RunOutcome, failure: String?) async {
        let message = outcome == .interrupted ? "interrupted" : failure
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
