import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what is wrong or doubtful in a catalog and a project file.",
        discussion: """
            Every finding names its place, what it means for the tables and what to do. Nothing is written and no \
            database is asked. With a project file that has targets, names and limits are those of their databases.

            Example: planar check
            Example: planar check --catalog catalog.json --dialect sqlite
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "Check for one database only; names and limits differ between them.")
    var dialect: DialectName?

    @OptionGroup var compilerOptions: CompilerOptions

    func validate() throws {
        if dialect != nil, catalog.projectOptions.target != nil {
            throw ValidationError("--dialect or --target, not both: a target says what its database is")
        }
    }

    func run() async throws {
        var ofProject = Diagnostics()
        let project = try catalog.projectOptions.read(into: &ofProject)
        for diagnostic in ofProject.sorted { print(diagnostic) }
        if ofProject.hasErrors { throw ExitCode.failed }
        let source = try catalog.source(project)
        var seen: Set<Diagnostic> = []
        var found: [Diagnostic] = []
        var relations = 0
        for (name, schema) in try databases(of: project) {
            var own = Diagnostics()
            let compiler = try compilerOptions.compiler(name.dialect, schema: schema, project: project)
            let plan = compiler.plan(source, diagnostics: &own)
            // What SQL can be written of, built-in templates can write.
            if let plan, compilerOptions.templates != nil { _ = try compilerOptions.write(plan, with: compiler) }
            relations = max(relations, plan?.relations.count ?? 0)
            found += own.sorted
        }
        found = found.filter { seen.insert($0).inserted }
        for diagnostic in found { print(diagnostic) }
        func count(_ severity: Diagnostic.Severity) -> Int { found.count { $0.severity == severity } }
        print(
            "\(source.file): \(relations.of("relation")), \(count(.error).of("error")), \(count(.warning).of("warning"))"
        )
        if found.contains(where: { $0.severity == .error }) { throw ExitCode.failed }
    }

    /// What to check for: the one database that the command line names, those of the project's targets, or all.
    private func databases(of project: Project?) throws -> [(name: DialectName, schema: String?)] {
        if let dialect { return [(dialect, nil)] }
        guard let project, !project.targets.isEmpty else { return DialectName.allCases.map { ($0, nil) } }
        let targets =
            catalog.projectOptions.target == nil ? project.targets : [try project.target(catalog.projectOptions)]
        // What a configuration says is told when a run reads it: a check needs no secrets.
        return try targets.map { ($0.dialectName, try $0.schema.map { try project.expanded($0) }) }
    }
}
