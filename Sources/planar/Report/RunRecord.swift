import Dialects
import FoundationEssentials
import Observability
import Runner

/// What a run leaves in the report folder, whatever became of it.
struct RunRecord: Sendable {
    let folder: ReportFolder
    let target: CatalogTarget
    let args: RunResults.Arguments
    /// When the run began, by both clocks.
    let began: (date: Date, instant: ContinuousClock.Instant)
    /// What an earlier run left undone; it stays on record unless this run does it.
    let pending: [RunResults.Result]

    /// - Throws: where no report could be written, before anything has been done.
    init(
        in folder: ReportFolder, of target: CatalogTarget, args: RunResults.Arguments, pending: [RunResults.Result]
    ) throws {
        try folder.prepare()
        self.folder = folder
        self.target = target
        self.args = args
        self.pending = pending
        began = (Date(), .now)
    }

    /// Of a run that ended before its first stream. A project or catalog that has become wrong in between is told by the
    /// next command.
    func write(failure: any Error) {
        guard let all = try? target.compiledFamilies(), let families = try? target.selected(all) else { return }
        let report = RunReport(streams: [], duration: began.instant.duration(to: .now))
        let reason = failure is CancellationError ? "interrupted" : "\(failure)"
        _ = write(report, of: families, among: all, reason: "not begun: \(reason)")
    }

    /// A report that cannot be written is told.
    ///
    /// - Parameters:
    ///   - families: of the streams that were to run.
    ///   - all: of the whole catalog.
    ///   - reason: why streams without a report were not begun.
    /// - Returns: whether it is written.
    func write(
        _ report: RunReport, of families: [[Script]], among all: [[Script]], reason: String = "not begun"
    ) -> Bool {
        let invocation = UUID()
        func metadata(_ schema: String) -> ReportMetadata {
            ReportMetadata(
                dbtSchemaVersion: "https://schemas.getdbt.com/dbt/\(schema).json", generatedAt: Date().inReports,
                invocationId: invocation.uuidString.lowercased())
        }
        let dialect = target.destination.dialect
        var results = RunResults(
            report, of: families, in: dialect, began: began, metadata: metadata("run-results/v6"), args: args,
            reason: reason)
        let open = Set(all.map { "\($0[0].stream)" }).subtracting(families.map { "\($0[0].stream)" })
        results.results += pending.filter { open.contains($0.adapterResponse.stream) }
        let manifest = Manifest(all, in: dialect, catalog: target.source.file, metadata: metadata("manifest/v12"))
        do {
            try folder.write(results, manifest)
            return true
        } catch {
            Console.error("error: \(error)", type: .system)
            return false
        }
    }
}
