import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct ExportDbt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dbt",
        abstract: "Writes a dbt project for Postgres: one model a table, with descriptions and tests.",
        discussion: """
            Each model is the SELECT of a first build, with source() and ref() in place of tables, and builds its table anew \
            from all raw rows, under the name that planar run gives it and with the same rows. The tests say only what is true whatever \
            a source sends. Written again, the project keeps files of your own beside those of the export.

            A value that does not fit its column fails its model, where planar run keeps it aside. Masks by hash are refused, \
            because dbt would log their secret.

            Example: planar export dbt --catalog catalog.json --schema analytics --out dbt_project
                     cd dbt_project && PGHOST=localhost PGUSER=me PGDATABASE=shop dbt build
            """)

    @OptionGroup var catalog: CatalogOptions
    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Option(help: ArgumentHelp("The folder to write to; it is created if missing.", valueName: "folder"))
    var out: String

    func validate() throws {
        if out.isEmpty { throw ValidationError("--out needs the name of a folder, such as dbt_project") }
    }

    func run() async throws {
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(
            project == nil ? .postgres : nil, of: catalog.projectOptions, project)
        guard compiler.dialect is PostgresDialect else {
            throw ValidationError(
                "export dbt is for Postgres, and the project's target is \(compiler.dialect.name): name another one with --target"
            )
        }
        let compiled = try compilerOptions.compile(catalog, lockOptions, project, with: compiler)
        let relations = ExportedRelation.all(of: compiled.plan, compiled.scripts)
        try refuse(relations)
        let files = try stopping { try DbtProject(relations, by: compiler).files() }
        let written = try stopping { try ExportFolder(path: out).write(files) }
        print("\(relations.streams.of("stream")), \(relations.count.of("model")): \(written)")
    }

    /// Stops at what dbt cannot do.
    private func refuse(_ relations: [ExportedRelation]) throws {
        if let hashed = relations.first(where: { $0.script.masking?.usesHash == true }) {
            throw stop(
                """
                \(Shown.text("\(hashed.script.stream)")): a mask is hash, and dbt would log the secret that it needs
                    hint: use another mask, leave the stream out (enabled: false), or build its tables by planar run
                """)
        }
        var names: [ExactString: ExportedRelation] = [:]
        for relation in relations {
            let target = relation.relation.target
            guard let other = names.updateValue(relation, forKey: ExactString("\(target)".lowercased())) else {
                continue
            }
            throw stop(
                """
                \(other.relation.target) and \(target): dbt takes names that differ in case alone for one
                    hint: give the stream \(Shown.text("\(relation.script.stream)")) a prefix or schema in planar.yml
                """)
        }
    }

    private func stop(_ message: String) -> ExitCode {
        Console.error("error: \(message)")
        return .failed
    }
}
