import ArgumentParser
import Catalog
import Dialects
import Generation

struct Compile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the SQL for review, one file a relation, and the plan.",
        discussion: """
            The files run as they stand in the database's own shell, in the order of plan.json, which is also their \
            alphabetical order. They create what is missing and bring an existing target up to date; below first/ stands \
            what builds a relation where it is missing. Files that would not change are not touched, and files of \
            relations that are gone are removed.

            Example: planar compile --catalog catalog.json --dialect postgres --schema analytics --out sql
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "The database that the SQL is for.")
    var dialect: DialectName

    @OptionGroup var compilerOptions: CompilerOptions

    @Option(help: ArgumentHelp("The folder to write to; it is created if missing.", valueName: "folder"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a folder") }
    }

    func run() async throws {
        var diagnostics = Diagnostics()
        let compiler = try compilerOptions.compiler(dialect.dialect)
        guard let plan = compiler.plan(try catalog.source(), diagnostics: &diagnostics) else { return try diagnostics.show() }
        try diagnostics.show()
        let scripts = try compilerOptions.write(plan, with: compiler)
        let written = try stopping { try OutputFolder(path: out).write(try compiler.files(for: scripts)) }
        print("\(scripts.families.count.of("stream")), \(scripts.count.of("relation")): \(written)")
    }
}
