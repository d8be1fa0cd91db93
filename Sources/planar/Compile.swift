import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct Compile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the SQL for review, one file a relation, and the plan.",
        discussion: """
            The files run as they stand in the database's own shell, in the order of plan.json, which is also their \
            alphabetical order. They create what is missing and bring an existing target up to date; below first/ stands \
            what builds a relation where it is missing, and below careful/ what takes a file's place where a value does not fit \
            its column or a raw row is no record: it keeps those aside instead of failing. Files that would not change are not touched, and files of \
            relations that are gone are removed. Below hooks/ stands for review what pre_hook, post_hook and on_run_end do in a run.

            planar.lock holds the names that tables and columns got. Put it under version control with the SQL and give it \
            to the next compilation, so that nothing new in the catalog renames what is there.

            On BigQuery each file is a script: it sets the variables that limit it to what is new, and changes its table in \
            one transaction.

            Example: planar compile --target warehouse --out sql --lock sql/planar.lock
            Example: planar compile --catalog catalog.json --dialect postgres --out sql --lock sql/planar.lock
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
        if dialect == nil, catalog.projectOptions.path == nil {
            throw ValidationError(
                "Missing expected argument '--dialect <dialect>', since there is no planar.yml here with a target")
        }
        if dialect != nil, catalog.projectOptions.target != nil {
            throw ValidationError("--dialect or --target, not both: a target says what its database is")
        }
        if let gcpProject, gcpProject.allSatisfy(\.isWhitespace) {
            throw ValidationError("--gcp-project needs a name")
        }
        if out.isEmpty { throw ValidationError("--out needs the name of a folder") }
    }

    func run() async throws {
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(
            dialect, of: catalog.projectOptions, project, gcpProject: gcpProject)
        let compiled = try compilerOptions.compile(catalog, lockOptions, project, with: compiler)
        let scripts = compiled.scripts
        let lock = LockFile.text(of: compiled.names.adding(scripts))
        let hooks = try ProjectHooks(project, of: scripts.families, in: compiler.dialect, .spelled)
        let files = CompiledFiles(of: scripts, by: compiler, hooks: hooks.files(of: scripts.families))
        let written = try await stopping { try await OutputFolder(path: out).write(files, lock: lock) }
        print("\(scripts.families.count.of("stream")), \(scripts.count.of("relation")): \(written)")
    }
}
