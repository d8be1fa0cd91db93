import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct ExportTests: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tests",
        abstract: "Writes what must be true of the tables as SQL, one file a test.",
        discussion: """
            Each file is one SELECT of the rows that break what it says, so it must find none: what is never NULL, what is \
            unique, and that nested values have their parents, whatever a source sends. The files are for a scheduler or a \
            monitor of your own; planar verify also compares the tables with the raw rows.

            Example: planar export tests --catalog catalog.json --dialect postgres --out tests
                     psql --file tests/public.orders/_airbyte_ab_id.unique.sql
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "The database that the SQL is for (default: that of the project's target).")
    var dialect: DialectName?

    @Option(
        help: ArgumentHelp(
            "BigQuery: the project of Google's that names in the SQL are to begin with; without it they are dataset.table.",
            valueName: "name"))
    var gcpProject: String?

    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Option(help: ArgumentHelp("The folder to write to; it is created if missing.", valueName: "folder"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a folder, such as tests") }
        if dialect != nil, catalog.projectOptions.target != nil {
            throw ValidationError("--dialect or --target, not both: a target says what its database is")
        }
    }

    func run() async throws {
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(
            dialect, of: catalog.projectOptions, project, gcpProject: gcpProject)
        let scripts = try compilerOptions.compile(catalog, lockOptions, project, with: compiler).scripts
        let files = tests(of: scripts, in: compiler.dialect)
        let written = try stopping { try ExportFolder(path: out).write(files) }
        print("\(scripts.count.of("table")), \(files.count.of("test")): \(written)")
    }

    private func tests(of scripts: [Script], in dialect: any Dialect) -> [(path: String, text: String)] {
        var folders = DistinctNames()
        return scripts.flatMap { script in
            let folder = folders.name("\(clipped(script.target.schema.text)).\(clipped(script.target.name.text))")
            return script.columnChecks.map { check in
                (
                    "\(folder)/\(clipped(check.column.text)).\(check.kind.name).sql",
                    check.failures(in: script.target, dialect).text + "\n"
                )
            }
        }
    }
}
