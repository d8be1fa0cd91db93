import CSQLite
import Catalog
import Dialects
import Foundation
import Generation
import Runner
import SQLiteConnection

/// `planar run` on a SQLite file that kills itself: `KilledRun FILE CATALOG statements|writes NUMBER`. It does so when
/// the statement of that number has been executed, or in the midst of that write to a file. A run that gets to its end
/// prints how many there were.
@main struct KilledRun {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let number = Int(arguments[4]) else { exit(2) }
        let statements = Countdown(arguments[3] == "statements" ? number : .max)
        if arguments[3] == "writes" { Writes.countdown = Countdown(number) }
        Writes.intercept()

        let dialect = SQLiteDialect()
        let connect = { @Sendable () async throws -> any Connection in
            KilledConnection(
                connection: try await SQLiteConnection.open(path: arguments[1], creating: false), statements: statements
            )
        }
        let first = try await connect()
        let target = try await Target(first, dialect: dialect)
        await first.close()
        let compiler = try Compiler(dialect: dialect, schema: "public")
        var diagnostics = Diagnostics()
        guard let source = CatalogSource(path: arguments[2], into: &diagnostics),
            let plan = compiler.plan(
                source, rawTables: target.tables, resolved: target.names, diagnostics: &diagnostics)
        else { exit(2) }
        let report = try await Runner(dialect: dialect, options: RunOptions(), connect: connect).apply(
            try compiler.write(plan).families
        ) { _ in }
        print(arguments[3] == "writes" ? Writes.countdown.passed : statements.passed)
        exit(report.failures.isEmpty ? 0 : 1)
    }
}
