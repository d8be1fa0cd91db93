import ArgumentParser

@main struct Planar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "planar",
        abstract: "Turns the raw JSON tables that Airbyte loads into typed tables.",
        discussion: """
            Planar reads the configured catalog of a connection, writes the SQL that takes the records in \
            _airbyte_raw_<stream> apart, and applies it: one typed table a stream, a history of versions for \
            deduplicated streams, one child table for each nested object or array.

            Begin with:
              planar init     --catalog catalog.json     writes planar.yml, which says the rest
              planar check
              planar plan
              planar run
            or without a project file:
              planar check   --catalog catalog.json
              planar compile --catalog catalog.json --dialect postgres --out sql
              planar plan    --catalog catalog.json --integration-type postgres --config destination.json
              planar run     --catalog catalog.json --integration-type postgres --config destination.json
            or after every sync that Airbyte tells of:
              planar serve
            and for those who query the tables:
              planar docs --out docs.html
            and for those who run them by dbt, or test them by SQL of their own:
              planar export dbt --out dbt_project

            Exit status: 0 when all went well, 1 when the catalog or the project file has errors, a stream failed or verify finds \
            anything wrong, 2 when the command line or a file it names is wrong, 3 when a run would bill more than --maximum-bytes-billed, 4 when all \
            that failed is held by somebody else, 130 when interrupted; with --detailed-exitcode 2 when \
            there is anything to do (plan) or any difference (diff).

            Nothing is printed in colour, so --no-color and the variable NO_COLOR, which any command takes, change nothing.
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Check.self, Compile.self, Explain.self, DocsCommand.self, Export.self, Diff.self,
            PlanCommand.self, Run.self,
            Retry.self, Verify.self, GarbageCommand.self, PurgeCommand.self, LoadCommand.self,
            ServeCommand.self,
            NormalizationCommand.self,
        ])

    static func main() async {
        if let answer = Askpass.answer { return print(answer) }
        let arguments = CommandLine.arguments.dropFirst().filter { $0 != "--no-color" }
        Console.format = LogFormat(arguments: arguments)
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code == .success {
                print(text)
            } else if !text.isEmpty {
                Console.error(text, type: code == .validationFailure ? .config : .system)
            }
            // The argument parser's own code for a wrong command line is 64; users of such tools expect 2.
            let status = code == .validationFailure ? ExitCode.wrongUsage : code
            Console.end(status: status.rawValue)
            exit(withError: status)
        }
    }
}

extension ExitCode {
    /// The catalog has errors, or a stream failed.
    static let failed = ExitCode(1)
    /// The command line, or a file that it names, is wrong.
    static let wrongUsage = ExitCode(2)
    /// `plan --detailed-exitcode`: a run would find something to do.
    static let hasWork = ExitCode(2)
    /// The run would bill more than it may, and was not begun.
    static let tooExpensive = ExitCode(3)
    /// Somebody else holds the streams that failed.
    static let locked = ExitCode(4)
    static let interrupted = ExitCode(130)
}
