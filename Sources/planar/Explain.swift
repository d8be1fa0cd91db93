import ArgumentParser
import Catalog
import Dialects
import Generation
import Project

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says where a column, or each column of a table, comes from.",
        discussion: """
            The stream, the path in its records, the type in the catalog and in the database, how it is read, and its mask. No \
            database is asked.

            Example: planar explain orders_items.sku
            Example: planar explain --catalog catalog.json --dialect postgres public.orders
            """)

    @Argument(
        help: ArgumentHelp(
            "A table, or a column of one: table.column, with the schema before it or without.", valueName: "name"))
    var name: String

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "The database that is meant (default: that of the project's target).")
    var dialect: DialectName?

    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    func run() async throws {
        let project = try catalog.projectOptions.read()
        let compiler = try compilerOptions.compiler(dialect, of: catalog.projectOptions, project)
        let scripts = try compilerOptions.compile(
            catalog, lockOptions, project, with: compiler, showsWarnings: false
        ).scripts
        var isFound = false
        for script in scripts {
            for column in script.columns where isMeant(column, of: script) {
                explain(column, of: script)
                isFound = true
            }
        }
        if isFound { return }
        let known = scripts.flatMap { script in
            [script.target.name.text] + script.columns.map { "\(script.target.name.text).\($0.name.text)" }
        }
        let hint = suggestion(for: name, among: known).map { "\n    hint: did you mean \(Shown.text($0))?" } ?? ""
        Console.error("error: \(Shown.text(name)): the catalog makes no such table or column\(hint)")
        throw ExitCode.wrongUsage
    }

    private func isMeant(_ column: ColumnSpec, of script: Script) -> Bool {
        let tables = [script.target.name.text, "\(script.target)"]
        return (tables + tables.map { "\($0).\(column.name.text)" }).contains { ExactString($0) == ExactString(name) }
    }

    private func explain(_ column: ColumnSpec, of script: Script) {
        print("\(script.target).\(Shown.text(column.name.text))")
        guard let rawValue = column.rawValue else {
            print("  type    \(column.sqlType.text)\n  one of Airbyte's own columns\n")
            return
        }
        let path = column.path.dropFirst()
        print("  stream  \(Shown.text("\(script.stream)")) (\(script.modes))")
        print("  path    \(path.map { Shown.text($0) }.joined(separator: "."))")
        let treatment = script.masking?.treatment(at: path)
        // Of what is masked the catalog may say another type.
        print(
            "  type    \(treatment == nil ? "\(column.type.name) in the catalog, " : "")\(column.sqlType.text) in the table"
        )
        print("  from    \(script.reads.map { "\($0)" }.joined(separator: ", "))")
        print("  read    \(rawValue.read.text.replacing("\n", with: "\n          "))")
        if let treatment { print("  mask    \(treatment)") }
        print()
    }
}
