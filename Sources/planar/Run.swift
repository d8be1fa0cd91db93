import ArgumentParser
import Catalog
import Dialects
import Generation
import Runner
import TableModel

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings the typed tables up to date with the raw tables.",
        discussion: """
            Each stream is one transaction: its history, its table and all child tables change together, and readers see \
            them before or after, never between. Independent streams run side by side. A stream that fails is rolled back \
            and stops no other.

            The configuration is Airbyte's own for the destination:
              Postgres  {"host": ..., "port": 5432, "username": ..., "password": ..., "database": ..., "schema": "public"}
              SQLite    {"destination_path": "/data/warehouse.db"}

            Example: planar run --integration-type sqlite --config destination.json --catalog catalog.json --select orders
            """)

    @Option(help: "The kind of database.")
    var integrationType: DialectName

    @Option(help: ArgumentHelp("The destination's configuration (JSON).", valueName: "file"))
    var config: String

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Option(
        help: ArgumentHelp(
            "How many streams run side by side on Postgres, at most 8; SQLite has one writer.", valueName: "number"))
    var threads = 4

    @Flag(help: "Build every table anew from its raw table. Refused where rows would be lost whose raw rows are gone.")
    var fullRefresh = false

    @Flag(help: "With --full-refresh: let such rows go.")
    var discardHistory = false

    @Option(help: ArgumentHelp("Only this stream, as name or namespace.name; may be repeated.", valueName: "name"))
    var select: [String] = []

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be at least 1") }
        if discardHistory && !fullRefresh { throw ValidationError("--discard-history goes with --full-refresh") }
    }

    func run() async throws {
        var diagnostics = Diagnostics()
        let source = try catalog.source()
        let destination = try stopping {
            try Destination(integrationType, configuration: config, schema: compilerOptions.schema)
        }
        let locked = try lockOptions.names()
        let compiler = try compilerOptions.compiler(destination.dialect, schema: destination.schema)
        // A broken catalog, template or selection is told before any database is asked, and none is asked for nothing.
        guard let plan = compiler.plan(source, resolved: locked, diagnostics: &diagnostics) else {
            return try diagnostics.show()
        }
        if try selected(try compilerOptions.write(plan, with: compiler).families).isEmpty {
            try diagnostics.show()
            return print("nothing to do: no stream makes a table")
        }

        let task = Task { try await apply(compiler, source: source, locked: locked, to: destination) }
        let interruption = Interruption { task.cancel() }
        defer { interruption.stop() }
        let report: RunReport
        do {
            report = try await task.value
        } catch is CancellationError {
            throw ExitCode.interrupted
        }
        Summary(report).print()
        if interruption.happened { throw ExitCode.interrupted }
        if !report.succeeded { throw ExitCode.failed }
    }

    private func apply(
        _ compiler: Compiler, source: CatalogSource, locked: ResolvedNames, to destination: Destination
    ) async throws -> RunReport {
        var diagnostics = Diagnostics()
        do {
            let target = try await look(at: destination)
            for record in locked.records {
                guard let known = target.names.record(of: record.path, in: record.schema), known.table != record.table
                else { continue }
                let path = Shown.text(record.path.joined(separator: "."))
                Console.error(
                    "warning: \(path) is \(known.table.text) in the target and stays so, though the lock has \(record.table.text)"
                )
            }
            let names = target.names.filled(from: locked)
            guard let plan = compiler.plan(source, rawTables: target.tables, resolved: names, diagnostics: &diagnostics)
            else {
                try diagnostics.show()
                throw ExitCode.failed
            }
            try diagnostics.show()
            let families = try selected(try compilerOptions.write(plan, with: compiler).families)
            let options = RunOptions(
                fullRefresh: fullRefresh, discardHistory: discardHistory,
                threads: min(threads, destination.usefulThreads))
            let runner = Runner(dialect: destination.dialect, options: options, connect: destination.connect)
            let progress = Progress(streams: families.count)
            defer { progress.finish() }
            return try await runner.apply(families) { progress.show($0) }
        } catch let error where error is DatabaseError || error is RunFailure || error is Target.NewerState {
            Console.error("error: \(error)")
            throw ExitCode.failed
        }
    }

    private func look(at destination: Destination) async throws -> Target {
        let connection = try await destination.connect()
        do {
            let target = try await Target(connection, dialect: destination.dialect)
            await connection.close()
            return target
        } catch {
            await connection.close()
            throw error
        }
    }

    private func selected(_ families: [[Script]]) throws -> [[Script]] {
        guard !select.isEmpty else { return families }
        for name in select where !families.contains(where: { $0[0].stream.matches(name) }) {
            let known = families.map { Shown.text("\($0[0].stream)") }.prefix(20).joined(separator: ", ")
            Console.error("error: --select \(name): the catalog has no such stream\n    hint: it has \(known)")
            throw ExitCode.wrongUsage
        }
        return families.filter { family in select.contains { family[0].stream.matches($0) } }
    }
}
