import ArgumentParser
import FoundationEssentials

struct NormalizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "normalization",
        abstract: "Takes the place of Airbyte's normalization: its arguments, messages and exit codes.",
        discussion: """
            Airbyte's platform calls the entrypoint of the container with these arguments, in a folder that has the files:
              run            brings the typed tables up to date, as planar run does; without --catalog there is nothing to do
              configure-dbt  only checks the configuration and the catalog
            Options: --config FILE, --catalog FILE, --integration-type postgres|sqlite|bigquery in capitals or not.

            What it does is told in messages of the Airbyte protocol on standard output; a run that fails ends with a TRACE. \
            A planar.yml in the working folder has its say as it has for planar run. Nothing is written to the working folder \
            without one. INCREMENTAL_CURSOR is not needed and not looked at.

            Exit status: 0 all went well, 1 anything failed, 130 interrupted.

            Example: planar normalization run --config destination_config.json --catalog destination_catalog.json --integration-type postgres
            """)

    @Argument(parsing: .allUnrecognized, help: "As the platform gives them.")
    var arguments: [String] = []

    func run() async throws {
        do {
            try await carryOut(try NormalizationCall(arguments))
        } catch let code as ExitCode where code == .interrupted || code == .success {
            throw code
        } catch is ExitCode {
            // What went wrong has been told; the original knows one code for it.
            throw ExitCode.failed
        } catch {
            let message = (error as? NormalizationCall.Invalid)?.description ?? Run.message(for: error)
            Console.error("error: \(message)")
            throw ExitCode.failed
        }
    }

    private func carryOut(_ call: NormalizationCall) async throws {
        let (type, config) = try call.destination()
        guard let catalog = call.catalog else {
            _ = try stopping {
                try Destination(type, configuration: config, schema: nil, patience: .seconds(1))
            }
            return Console.result("no catalog is given, so there is nothing to do")
        }
        if ProcessInfo.processInfo.environment["INCREMENTAL_CURSOR"] != nil {
            Console.error(
                "warning: INCREMENTAL_CURSOR is set and changes nothing: rows are new when their table has not got them",
                .warning)
        }
        let run = try Run.parse([
            "--integration-type", type.rawValue, "--config", config, "--catalog", catalog, "--threads", "8",
        ])
        switch call.command {
        case .run: try await run.run()
        case .configure:
            if try run.target.target() != nil { Console.result("configuration and catalog are in order") }
        }
    }
}
