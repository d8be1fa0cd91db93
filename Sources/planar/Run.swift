import ArgumentParser
import Dialects
import Generation
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

            Example: planar run --integration-type sqlite --config destination.json --catalog catalog.json --select orders
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
            "What to do with a value that does not fit its column, or a raw row that is no record: null keeps it aside, writes NULL in its place and goes on; fail leaves the stream as it was.",
            valueName: "null|fail"))
    var onBadValue = BadValuePolicy.null

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be at least 1") }
        if discardHistory && !fullRefresh { throw ValidationError("--discard-history goes with --full-refresh") }
        if let maximumBytesBilled {
            guard target.integrationType == .bigquery else {
                throw ValidationError("--maximum-bytes-billed goes with --integration-type bigquery")
            }
            if maximumBytesBilled < 1 { throw ValidationError("--maximum-bytes-billed must be at least 1") }
        }
    }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        let (report, isInterrupted) = try await interruptible { try await apply(to: catalogTarget) }
        Summary(report, keptAside: KeptAside(catalogTarget.destination.dialect)).print()
        if isInterrupted { throw ExitCode.interrupted }
        if !report.succeeded { throw ExitCode.failed }
    }

    private func apply(to target: CatalogTarget) async throws -> RunReport {
        let families = try await target.families()
        let options = RunOptions(
            fullRefresh: fullRefresh, discardHistory: discardHistory,
            threads: min(threads, target.destination.usefulThreads), maximumBytesBilled: maximumBytesBilled,
            onBadValue: onBadValue)
        let runner = Runner(
            dialect: target.destination.dialect, options: options, connect: target.destination.connect)
        let progress = Progress(streams: families.count)
        defer { progress.finish() }
        return try await runner.apply(families) { progress.show($0) }
    }
}

extension BadValuePolicy: ExpressibleByArgument {}
