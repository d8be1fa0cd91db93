import ArgumentParser
import Catalog
import Dialects
import Generation

enum DialectName: String, CaseIterable, ExpressibleByArgument {
    case postgres, sqlite

    var dialect: any Dialect {
        switch self {
        case .postgres: PostgresDialect()
        case .sqlite: SQLiteDialect()
        }
    }
}

struct CatalogOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The connection's configured catalog (JSON).", valueName: "file"))
    var catalog: String

    /// Reads the catalog; what keeps it from being read is among the diagnostics.
    func source(_ diagnostics: inout Diagnostics) -> CatalogSource? {
        CatalogSource(path: catalog, into: &diagnostics)
    }
}

struct CompilerOptions: ParsableArguments {
    @Option(help: ArgumentHelp(
        "The schema of streams without a namespace (default: public on Postgres, main on SQLite; for run, what the configuration says).",
        valueName: "name"))
    var schema: String?

    @Option(help: ArgumentHelp(
        "A folder of templates that take the place of built-in ones of the same path, such as postgres/rows/chain.sql.",
        valueName: "folder"))
    var templates: String?

    func compiler(_ dialect: any Dialect, schema configured: String? = nil) throws -> Compiler {
        do {
            return try Compiler(
                dialect: dialect, schema: schema ?? configured, templates: try templates.map { try Files.texts(below: $0, suffix: ".sql") } ?? [:])
        } catch {
            Console.error("error: --templates \(templates ?? ""): \(error)")
            throw ExitCode.wrongUsage
        }
    }
}

extension Diagnostics {
    /// Prints what there is to say; errors end the command.
    func show() throws {
        for diagnostic in sorted { Console.error("\(diagnostic)") }
        if hasErrors { throw ExitCode.failed }
    }
}
