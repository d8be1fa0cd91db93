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
        let source = try catalog.source()
        var seen: Set<Diagnostic> = []
        var found: [Diagnostic] = []
        var relations = 0
        for name in dialect.map({ [$0] }) ?? DialectName.allCases {
            var own = Diagnostics()
            let compiler = try compilerOptions.compiler(name.dialect)
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
}
