import ArgumentParser
import Catalog
import Dialects
import Generation
import Project
import TableModel

enum DialectName: String, CaseIterable, ExpressibleByArgument {
    case postgres, sqlite, bigquery

    /// In capitals or not: Airbyte has both.
    init?(argument: String) { self.init(rawValue: argument.lowercased()) }

    var dialect: any Dialect {
        switch self {
        case .postgres: PostgresDialect()
        case .sqlite: SQLiteDialect()
        case .bigquery: BigQueryDialect()
        }
    }
}

enum RawFormatName: String, CaseIterable, ExpressibleByArgument { case v1, v2 }

struct CatalogOptions: ParsableArguments {
    @OptionGroup var projectOptions: ProjectOptions

    @Option(
        help: ArgumentHelp(
            "The connection's configured catalog (JSON; default: the project's).", valueName: "file"))
    var catalog: String?

    func validate() throws {
        if catalog == nil, projectOptions.path == nil {
            throw ValidationError(
                "Missing expected argument '--catalog <file>', since there is no planar.yml here that names one")
        }
    }

    /// Reads the catalog; a file that cannot be read is a wrong command line.
    func source(_ project: Project?) throws -> CatalogSource {
        var diagnostics = Diagnostics()
        if let source = CatalogSource(path: try path(project), into: &diagnostics) { return source }
        diagnostics.tell()
        throw ExitCode.wrongUsage
    }

    private func path(_ project: Project?) throws -> String {
        if let catalog { return catalog }
        guard let project, let path = project.catalog else {
            throw ValidationError("--catalog is missing: \(projectOptions.path ?? "the project") names no catalog")
        }
        return project.path(try project.expanded(path))
    }
}

struct CompilerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The schema, or dataset, of streams without a namespace (default: public on Postgres, main on SQLite, airbyte on BigQuery; for plan and run, what the configuration says). Takes the place of every schema in the project file.",
            valueName: "name"))
    var schema: String?

    @Option(
        help: ArgumentHelp(
            "A folder of templates that take the place of built-in ones of the same path, such as postgres/rows/chain.sql.",
            valueName: "folder"))
    var templates: String?

    @Option(
        help: ArgumentHelp(
            "v1: raw tables are _airbyte_raw_<stream>; v2: those of Destinations V2, <namespace>_raw__stream_<stream> (default: the newer one that the target has; v1 where none is asked).",
            valueName: "v1|v2"))
    var rawFormat: RawFormatName?

    @Option(help: ArgumentHelp("The schema, or dataset, of raw tables of format v2.", valueName: "name"))
    var rawSchema = RawFormat.schemaOfV2

    func validate() throws {
        if let schema, schema.allSatisfy(\.isWhitespace) { throw ValidationError("--schema needs a name") }
    }

    func compiler(_ dialect: any Dialect, schema configured: String? = nil, project: Project?) throws -> Compiler {
        try stopping(at: "--templates \(templates ?? "")") {
            try Compiler(
                dialect: dialect, schema: schema ?? configured,
                templates: try templates.map { try Files.texts(below: $0, suffix: ".sql") } ?? [:],
                settings: project.map { ProjectSettings($0, schema: schema, environment: Project.environment) },
                rawTablesOfV2: RawTablesOfV2(schema: rawSchema, existing: rawFormat == .v2 ? nil : [:]))
        }
    }

    /// For the database that the command line names, else that of the project's target.
    ///
    /// - Parameter gcpProject: what names on BigQuery begin with.
    func compiler(
        _ dialect: DialectName?, of projectOptions: ProjectOptions, _ project: Project?, gcpProject: String? = nil
    ) throws -> Compiler {
        let target = try dialect == nil ? project?.target(projectOptions) : nil
        guard let name = dialect ?? target?.dialectName else {
            throw ValidationError(
                "Missing expected argument '--dialect <dialect>', since there is no planar.yml here with a target")
        }
        if gcpProject != nil, name != .bigquery { throw ValidationError("--gcp-project goes with BigQuery") }
        var configured: String?
        if schema == nil, let target, let project { configured = try target.defaultSchema(in: project) }
        return try compiler(
            gcpProject.map { BigQueryDialect(project: $0) } ?? name.dialect, schema: configured, project: project)
    }

    /// The scripts of a plan. Only templates of the user's own can fail.
    func write(_ plan: Plan, with compiler: Compiler) throws -> [Script] {
        try stopping(at: "--templates \(templates ?? "")") { try compiler.write(plan) }
    }
}

/// A catalog as SQL, without a database.
struct Compiled {
    let source: CatalogSource
    /// Those of the lock.
    let names: ResolvedNames
    let plan: Plan
    let scripts: [Script]
    let diagnostics: Diagnostics
}

extension CompilerOptions {
    /// What is wrong with the catalog is shown and ends the command.
    ///
    /// - Parameter showsWarnings: whether what is doubtful is shown too.
    func compile(
        _ catalog: CatalogOptions, _ lock: LockOptions, _ project: Project?, with compiler: Compiler,
        showsWarnings: Bool = true
    ) throws -> Compiled {
        var diagnostics = Diagnostics()
        let source = try catalog.source(project)
        let names = try lock.names()
        let plan = compiler.plan(source, resolved: names, diagnostics: &diagnostics)
        if plan == nil || showsWarnings { try diagnostics.show() }
        guard let plan else { throw ExitCode.failed }
        return Compiled(
            source: source, names: names, plan: plan, scripts: try write(plan, with: compiler), diagnostics: diagnostics
        )
    }
}

struct LockOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The planar.lock of compiled SQL: its names are kept, where the target has no others on record.",
            valueName: "file"))
    var lock: String?

    func names() throws -> ResolvedNames {
        try stopping { try lock.map(Files.lockedNames) ?? ResolvedNames() }
    }
}

/// Turns what a closure throws into a message and the exit status of a wrong command line.
func stopping<Value>(at place: String? = nil, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw stop(error, at: place) }
}

func stopping<Value>(at place: String? = nil, _ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch { throw stop(error, at: place) }
}

private func stop(_ error: any Error, at place: String?) -> ExitCode {
    // Something else has told what is the matter.
    if let code = error as? ExitCode { return code }
    Console.error("error: \(place.map { "\($0): " } ?? "")\(error)")
    return .wrongUsage
}

extension Diagnostics {
    /// Prints what there is to say; errors end the command.
    func show() throws {
        tell()
        if hasErrors { throw ExitCode.failed }
    }

    /// Prints what there is to say.
    func tell() {
        for diagnostic in sorted { Console.error("\(diagnostic)", diagnostic.severity.level) }
    }
}

extension Diagnostic.Severity {
    fileprivate var level: LogEntry.Level {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .info
        }
    }
}
