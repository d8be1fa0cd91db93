import ArgumentParser
import Catalog
import Dialects
import Generation
import Project
import Runner
import TableModel

/// What every command needs that talks to a target: where it is, the catalog, which of its streams.
struct TargetOptions: ParsableArguments {
    @Option(help: "The kind of database (default: that of the project's target).")
    var integrationType: DialectName?

    @Option(
        help: ArgumentHelp("The destination's configuration (JSON; default: the project's target).", valueName: "file"))
    var config: String?

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @OptionGroup var selection: SelectionOptions

    @Option(
        help: ArgumentHelp(
            "Where the report of runs is: run_results.json and manifest.json (default: target beside the project file; without one none is written).",
            valueName: "folder"))
    var targetPath: String?

    @Option(
        help: ArgumentHelp(
            "Postgres and SQLite: how long to wait for another run, or for whoever else holds a table.",
            valueName: "seconds"))
    var lockTimeout = 600

    func validate() throws {
        if lockTimeout < 1 { throw ValidationError("--lock-timeout must be at least 1") }
        if (integrationType == nil) != (config == nil) {
            throw ValidationError("--integration-type and --config go together")
        }
        if config == nil, catalog.projectOptions.path == nil {
            throw ValidationError(
                "Missing expected argument '--integration-type <integration-type>', since there is no planar.yml here with a target"
            )
        }
        if config != nil, catalog.projectOptions.target != nil {
            throw ValidationError("--config or --target, not both: a target says how to reach its database")
        }
    }

    /// Reads all files. A broken catalog, project, template or selection is told before any database is asked, and none
    /// is asked for nothing: nil where no stream makes a table.
    func target() throws -> CatalogTarget? {
        var diagnostics = Diagnostics()
        let project = try catalog.projectOptions.read()
        let source = try catalog.source(project)
        let (name, destination) = try destination(project)
        let target = CatalogTarget(
            name: name, destination: destination, source: source, locked: try lockOptions.names(),
            compiler: try compilerOptions.compiler(
                destination.dialect, schema: destination.schema, project: project),
            compilerOptions: compilerOptions, selection: selection, project: project,
            report: reportFolder(project))
        guard let plan = target.compiler.plan(source, resolved: target.locked, diagnostics: &diagnostics) else {
            try diagnostics.show()
            throw ExitCode.failed
        }
        if try target.families(of: plan).isEmpty {
            try diagnostics.show()
            Console.result(
                "nothing to do: no \(selection.select.isEmpty ? "stream makes a table" : "stream is selected")")
            return nil
        }
        return target
    }

    func reportFolder(_ project: Project?) -> ReportFolder? {
        (targetPath ?? project?.path("target")).map { ReportFolder(path: $0) }
    }

    private func destination(_ project: Project?) throws -> (name: String, Destination) {
        let patience = Duration.seconds(lockTimeout)
        if let integrationType, let config {
            let maskSecret = try project?.readMaskSecret()
            let destination = try stopping {
                try Destination(
                    integrationType, configuration: config, schema: compilerOptions.schema, patience: patience,
                    maskSecret: maskSecret)
            }
            return (integrationType.rawValue, destination)
        }
        guard let project else { throw ValidationError("--integration-type and --config are missing") }
        let target = try project.target(catalog.projectOptions)
        let destination = try stopping(at: "\(project.file): targets.\(Shown.text(target.name))") {
            try Destination(target, of: project, schema: compilerOptions.schema, patience: patience)
        }
        return (target.name, destination)
    }
}

/// A catalog and the place that its tables are to be in.
struct CatalogTarget: Sendable {
    /// What the project calls it; without a project's target the kind of database.
    let name: String
    let destination: Destination
    let source: CatalogSource
    let locked: ResolvedNames
    let compiler: Compiler
    let compilerOptions: CompilerOptions
    let selection: SelectionOptions
    let project: Project?
    /// Nil where none is written.
    let report: ReportFolder?

    /// The scripts of the selected streams, under the names that the target has.
    func families() async throws -> [[Script]] { try selected(try await allFamilies()) }

    /// The scripts of all streams of the catalog.
    func allFamilies() async throws -> [[Script]] { try allFamilies(of: try await look()) }

    func allFamilies(of target: Target) throws -> [[Script]] {
        var diagnostics = Diagnostics()
        for record in locked.records {
            guard let known = target.names.record(of: record.path, in: record.schema), known.table != record.table
            else { continue }
            let path = Shown.text(record.path.joined(separator: "."))
            Console.error(
                "warning: \(path) is \(known.table.text) in the target and stays so, though the lock has \(record.table.text)",
                .warning)
        }
        let names = target.names.filled(from: locked)
        guard
            let plan = compiler.plan(
                source, rawTables: target.tables,
                rawTablesOfV2: compilerOptions.rawFormat == nil ? target.rawTablesOfV2 : nil,
                resolved: names, diagnostics: &diagnostics)
        else {
            try diagnostics.show()
            throw ExitCode.failed
        }
        try diagnostics.show()
        return try compilerOptions.write(plan, with: compiler).families
    }

    /// The scripts of all streams under the names that they have where no target says other ones.
    func compiledFamilies() throws -> [[Script]] {
        var diagnostics = Diagnostics()
        let plan = compiler.plan(source, resolved: locked, diagnostics: &diagnostics)
        return try plan.map { try compilerOptions.write($0, with: compiler).families } ?? []
    }

    func families(of plan: Plan) throws -> [[Script]] {
        try selected(compilerOptions.write(plan, with: compiler).families)
    }

    func selected(_ families: [[Script]]) throws -> [[Script]] {
        try selection.families(
            families, of: ReportedRun(report, in: destination.dialect, catalog: source.file),
            isFromProject: project != nil)
    }

    func look() async throws -> Target {
        try await withSession(destination.connect) {
            try await Target($0, dialect: destination.dialect, rawSchema: compilerOptions.rawSchema)
        }
    }
}

/// Runs what talks to a database: Ctrl-C cancels it, and what the database refuses becomes a message.
///
/// - Parameter endsWithInput: whether the end of standard input counts as Ctrl-C.
/// - Returns: the value, and whether Ctrl-C came.
func interruptible<Value: Sendable>(
    endsWithInput: Bool = false, _ body: @escaping @Sendable () async throws -> Value
) async throws -> (Value, Bool) {
    let task = Task { try await body() }
    let interruption = Interruption { task.cancel() }
    defer { interruption.stop() }
    if endsWithInput { interruption.comeWithEndOfInput() }
    do {
        return (try await task.value, interruption.happened)
    } catch is CancellationError {
        throw ExitCode.interrupted
    } catch let error
        where error is DatabaseError || error is RunFailure || error is Target.NewerState || error is Files.Failure
    {
        Console.error("error: \(error)", type: FailureType(error))
        if (error as? DatabaseError)?.kind == .locked { throw ExitCode.locked }
        throw ExitCode(of: [error as? RunFailure].compactMap { $0 })
    }
}

extension ExitCode {
    /// What a scheduler can act on has a code of its own, where nothing else went wrong.
    init(of failures: [RunFailure]) {
        let codes = failures.map { failure in
            switch failure {
            case .tooManyBytes: ExitCode.tooExpensive
            case .locked: ExitCode.locked
            default: ExitCode.failed
            }
        }
        self = codes.first { code in codes.allSatisfy { $0 == code } } ?? .failed
    }
}
