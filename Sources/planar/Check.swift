import ArgumentParser
import Catalog
import Dialects
import Generation

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what is wrong or doubtful in a catalog.",
        discussion: """
            Every finding names its place, what it means for the tables and what to do. Nothing is written and no \
            database is asked.

            Example: planar check --catalog catalog.json --dialect sqlite
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(help: "Check for one database only; names and limits differ between them.")
    var dialect: DialectName?

    @OptionGroup var compilerOptions: CompilerOptions

    func run() async throws {
        var diagnostics = Diagnostics()
        guard let source = catalog.source(&diagnostics) else { return try diagnostics.show() }
        var seen: Set<Diagnostic> = []
        var found: [Diagnostic] = diagnostics.sorted
        var relations = 0
        for name in dialect.map({ [$0] }) ?? DialectName.allCases {
            var own = diagnostics
            let plan = try compilerOptions.compiler(name.dialect).plan(source, diagnostics: &own)
            relations = max(relations, plan?.relations.count ?? 0)
            found += own.sorted
        }
        found = found.filter { seen.insert($0).inserted }
        for diagnostic in found { print(diagnostic) }
        func count(_ severity: Diagnostic.Severity, _ one: String) -> String {
            let count = found.count { $0.severity == severity }
            return "\(count) \(one)\(count == 1 ? "" : "s")"
        }
        print("\(source.file): \(relations) relations, \(count(.error, "error")), \(count(.warning, "warning"))")
        if found.contains(where: { $0.severity == .error }) { throw ExitCode.failed }
    }
}
