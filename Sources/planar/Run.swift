import ArgumentParser
import Dialects
import FoundationEssentials
import Generation
import Observability
import Project
import Runner

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the typed tables up to date with the raw tables.",
        discussion: """
            Each stream is one transaction: its history, its table and all child tables change together, and readers see \
            them before or after, never between. Independent streams run side by side. A stream that fails is rolled back \
            and stops no other. A value that does not fit its column is NULL in its row, and kept aside with the reason, as \
            raw rows are that are no records; the run says how many, and where to find them. On BigQuery, tables that have to \
            be built are built one after the other, parents before children; each is complete when readers see it.

            The configuration is Airbyte's own for the destination:
              Postgres  {"host": ..., "port": 5432, "username": ..., "password": ..., "database": ..., "schema": "public"}
              SQLite    {"destination_path": "/data/warehouse.db"}
              BigQuery  {"project_id": ..., "dataset_id": ..., "credentials_json": "..."}; without credentials_json the \
            application default credentials are used

            --log-format json writes one JSON object a line to standard error, for each stream that begins, ends or fails, for \
            warnings and for the end of the run. --log-format airbyte writes messages of the Airbyte protocol to standard output: \
            LOG, and where the run fails one final TRACE, a config_error where the user has to do something about it \
            (catalog, configuration, rights, data), else a system_error. Nothing else is written then.

            Example: planar run --target warehouse
            Example: planar run --integration-type sqlite --config destination.json --catalog catalog.json --select orders
            Example: planar run --metrics-file /var/lib/node_exporter/textfile/planar.prom
            """)

    @OptionGroup var target: TargetOptions

    @Option(
        help: ArgumentHelp(
            "How many streams run side by side, at most 8; SQLite has one writer.", valueName: "number"))
    var threads = 4

    @Flag(help: "Build every table anew from its raw table. Refused where rows would be lost whose raw rows are gone.")
    var fullRefresh = false

    @Flag(help: "With --full-refresh: let such rows go.")
    var discardHistory = false

    @Option(
        help: ArgumentHelp(
            "BigQuery: bill no more than this in the whole run. A run that would is not begun, and the streams that take it there are named.",
            valueName: "bytes"))
    var maximumBytesBilled: Int?

    @Option(
        help: ArgumentHelp(
            "What to do with a value that does not fit its column, or a raw row that is no record: null keeps it aside, writes NULL in its place and goes on; fail leaves the stream as it was (default: what the project says of the stream, else null).",
            valueName: "null|fail"))
    var onBadValue: BadValuePolicy?

    @Option(
        help: ArgumentHelp(
            "Adds the numbers of the run to a file for Prometheus, for node_exporter's textfile collector; one file for each target.",
            valueName: "file.prom"))
    var metricsFile: String?

    @Flag(help: "End as with Ctrl-C when standard input ends, so that the run does not outlive what has started it.")
    var stopWithInput = false

    @Flag(name: [.customShort("q"), .long], help: "Say only what went wrong.")
    var quiet = false

    @Option(help: ArgumentHelp("How the run tells what it does.", valueName: "text|json|airbyte"))
    var logFormat = LogFormat.text

    @OptionGroup var lineageOptions: LineageOptions

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be at least 1") }
        if discardHistory && !fullRefresh { throw ValidationError("--discard-history goes with --full-refresh") }
        if let maximumBytesBilled {
            if let type = target.integrationType, type != .bigquery { throw onlyOnBigQuery }
            if maximumBytesBilled < 1 { throw ValidationError("--maximum-bytes-billed must be at least 1") }
        }
    }

    private var onlyOnBigQuery: ValidationError {
        ValidationError("--maximum-bytes-billed goes with --integration-type bigquery")
    }

    func run() async throws { try await run(pending: []) }

    /// - Parameter pending: what an earlier run left undone.
    func run(pending: [RunResults.Result]) async throws {
        guard let catalogTarget = try target.target() else { return }
        if maximumBytesBilled != nil, catalogTarget.destination.name != .bigquery { throw onlyOnBigQuery }
        let audience = try stopping { try self.audience(of: catalogTarget, pending) }
        let ((all, families, report), isInterrupted) = try await interruptible(endsWithInput: stopWithInput) {
            do {
                return try await apply(to: catalogTarget, audience)
            } catch {
                await audience.tellEnd(error)
                throw error
            }
        }
        if let failure = report.failure { Console.error("failed  \(failure)", type: FailureType(failure)) }
        if !quiet { Summary(report, keptAside: KeptAside(catalogTarget.destination.dialect)).tell() }
        let isTold = await audience.tellEnd(report, of: families, among: all, isInterrupted: isInterrupted)
        if isInterrupted { throw ExitCode.interrupted }
        if !report.failures.isEmpty { throw ExitCode(of: report.failures) }
        if !isTold { throw ExitCode.failed }
    }

    private func audience(of target: CatalogTarget, _ pending: [RunResults.Result]) throws -> RunAudience {
        let arguments = RunResults.Arguments(
            fullRefresh: fullRefresh, discardHistory: discardHistory, onBadValue: onBadValue?.rawValue,
            select: self.target.selection.select, exclude: self.target.selection.exclude)
        return RunAudience(
            record: try target.report.map { try RunRecord(in: $0, of: target, args: arguments, pending: pending) },
            metrics: try metricsFile.map { try MetricsFile($0, target: target.name) },
            lineage: try lineageOptions.lineage(at: target.destination.place),
            telemetry: Telemetry(Project.environment, at: target.destination.place, target: target.name))
    }

    private func apply(
        to target: CatalogTarget, _ audience: RunAudience
    ) async throws -> (all: [[Script]], [[Script]], RunReport) {
        let all = try await target.allFamilies()
        let families = try target.selected(all)
        audience.begin(families)
        let hooks = try ProjectHooks(target.project, of: families, in: target.destination.dialect, .expanded)
        let options = RunOptions(
            fullRefresh: fullRefresh, discardHistory: discardHistory,
            threads: min(threads, target.destination.usefulThreads), maximumBytesBilled: maximumBytesBilled,
            onBadValue: onBadValue ?? .null, onBadValueOf: onBadValue == nil ? target.policies(of: families) : [:],
            maskKey: target.destination.maskSecret?.id,
            hooksOf: hooks.ofStreams, runEndHooks: hooks.atRunEnd)
        let runner = Runner(
            dialect: target.destination.dialect, options: options, connect: target.destination.connect)
        let progress = Progress(streams: families.count, showsFailuresOnly: quiet)
        defer { progress.finish() }
        return (
            all, families,
            try await runner.apply(families) { event in
                progress.show(event)
                audience.show(event)
            }
        )
    }
}

extension BadValuePolicy: ExpressibleByArgument {}
