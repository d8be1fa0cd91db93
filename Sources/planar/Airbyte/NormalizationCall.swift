/// The command line of the original's container, `run --config FILE --catalog FILE --integration-type NAME`, with its own
/// words for what is wrong with it.
struct NormalizationCall: Sendable, Equatable {
    enum Command: String, Sendable {
        case run
        /// Only prepares: here, only checks.
        case configure = "configure-dbt"
    }

    struct Invalid: Error, CustomStringConvertible, Equatable {
        let description: String
    }

    let command: Command
    var config: String?
    var catalog: String?
    var integrationType: String?

    init(_ arguments: [String]) throws {
        guard let name = arguments.first else { throw Invalid(description: "command not specified.") }
        guard let command = Command(rawValue: name) else { throw Invalid(description: "Unknown command: \(name)") }
        self.command = command
        var rest = arguments.dropFirst()
        while let option = rest.popFirst() {
            func value() throws -> String {
                guard let value = rest.popFirst() else { throw Invalid(description: "\(option) needs a value") }
                return value
            }
            switch option {
            case "--config": config = try value()
            case "--catalog": catalog = try value()
            case "--integration-type": integrationType = try value()
            case "--git-repo", "--git-branch":
                throw Invalid(
                    description:
                        "\(option): projects of dbt are not run here; take the transformation off the connection, and run dbt by itself after the sync"
                )
            default: throw Invalid(description: "Unknown option: \(option)")
            }
        }
    }

    /// What `planar run` takes for it. The catalog may be missing.
    func destination() throws -> (type: DialectName, config: String) {
        guard let integrationType else { throw Invalid(description: "--integration-type is missing") }
        guard let type = DialectName(argument: integrationType) else {
            let known = DialectName.allCases.map(\.rawValue).joined(separator: ", ")
            throw Invalid(
                description:
                    "destinations of type \(integrationType) cannot be normalized: Planar knows \(known); switch normalization off for this connection"
            )
        }
        guard let config else { throw Invalid(description: "--config is missing") }
        return (type, config)
    }
}
