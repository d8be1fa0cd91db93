import Catalog

/// A database of the project and how to reach it.
package struct ProjectTarget: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case sqlite, postgres, bigquery

        /// What a target of this kind may say, beside its type.
        var keys: [Key] {
            switch self {
            case .sqlite: [.config, .path, .schema]
            case .postgres:
                [
                    .config, .host, .port, .user, .password, .database, .schema, .sslMode, .sslRootCert, .sslCert,
                    .sslKey,
                ]
            case .bigquery: [.config, .project, .dataset, .location, .credentialsFile, .credentialsJSON, .priority]
            }
        }

        /// What it must say, where no `config` does.
        var required: [Key] {
            switch self {
            case .sqlite: [.path]
            case .postgres: [.host, .user, .database]
            case .bigquery: [.project, .dataset]
            }
        }
    }

    package enum Key: String, Sendable, CaseIterable {
        case type
        /// A configuration of the Airbyte destination, which then says everything.
        case config
        case path
        case host, port, user, password, database, schema
        case sslMode = "ssl_mode"
        /// Files in PEM, as in libpq.
        case sslRootCert = "ssl_root_cert"
        case sslCert = "ssl_cert"
        case sslKey = "ssl_key"
        case project, dataset, location
        case credentialsFile = "credentials_file"
        case credentialsJSON = "credentials_json"
        case priority
    }

    package static let sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
    package static let priorities = ["interactive", "batch"]

    package let name: String
    package let kind: Kind
    package let place: FilePlace
    let values: [Key: ValueText]

    /// The schema, or dataset, of streams without a namespace, where the target itself names one.
    package var schema: ValueText? { values[.schema] ?? values[.dataset] }

    /// The path of the destination's configuration, where that says everything.
    package var config: ValueText? { values[.config] }

    /// All that the target says, with its variables; nil, with diagnostics, where one is missing or a value is none of
    /// those that there are. No message shows a value.
    package func settings(_ environment: [String: String], into diagnostics: inout Diagnostics) -> [Key: String]? {
        var settings: [Key: String] = [:]
        var isWhole = true
        for (key, text) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let value = text.expanded(environment, allowsEmpty: key == .password, into: &diagnostics) else {
                isWhole = false
                continue
            }
            let problem: Diagnostic? =
                switch key {
                case .port where !(Int(value).map { 1...65535 ~= $0 } ?? false):
                    .malformedValue(key.rawValue, "a number from 1 to 65535", at: text.place)
                case .sslMode where !Self.sslModes.contains(value):
                    .malformedValue(key.rawValue, "one of \(Self.sslModes.joined(separator: ", "))", at: text.place)
                case .priority where !Self.priorities.contains(value):
                    .malformedValue(key.rawValue, "one of \(Self.priorities.joined(separator: ", "))", at: text.place)
                default: nil
                }
            if let problem {
                diagnostics.report(problem)
                isWhole = false
            }
            settings[key] = value
        }
        return isWhole ? settings : nil
    }
}
