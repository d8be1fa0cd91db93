import ArgumentParser

/// How a run tells what it does.
enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// For people: lines and tables.
    case text
    /// One JSON object a line on standard error.
    case json
    /// Messages of the Airbyte protocol on standard output.
    case airbyte

    /// What the command line asks for. It is looked for before anything is parsed, so that a command line that is wrong is
    /// told in the same way as all else.
    init(arguments: [String]) {
        self = arguments.first == NormalizationCommand.configuration.commandName ? .airbyte : .text
        guard let command = arguments.first, ["run", "retry", "serve"].contains(command) else { return }
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            let value =
                argument == "--log-format" && index + 1 < arguments.count
                ? arguments[index + 1] : argument.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
            guard argument == "--log-format" || argument.hasPrefix("--log-format=") else { continue }
            self = LogFormat(rawValue: value) ?? self
        }
    }
}
