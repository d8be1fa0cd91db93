import Catalog

/// What `planar serve` is asked by, and by whom.
package struct ServiceSettings: Sendable {
    /// What senders of notifications, and readers of metrics and runs, have to know.
    package var token: ValueText?
    /// What senders sign their bodies with.
    package var signingSecret: ValueText?
}

/// One connection of Airbyte's, and what its syncs make run.
package struct ProjectConnection: Sendable {
    package let id: String
    package let place: FilePlace
    /// Nil for the default target.
    package let target: ValueText?
    /// Nil for the project's catalog.
    package let catalog: ValueText?
}

/// The keys of `service`.
enum ServiceKey: String, CaseIterable {
    case token
    case signingSecret = "signing_secret"
}

/// The keys of each entry of `connections`.
enum ConnectionKey: String, CaseIterable { case target, catalog }

extension ProjectReader {
    mutating func service(_ value: YAML) -> ServiceSettings {
        var settings = ServiceSettings()
        for (key, _, value) in entries(of: value, ServiceKey.allCases, "service") {
            switch key {
            case .token: settings.token = secret(value, "token", variable: "PLANAR_TOKEN")
            case .signingSecret:
                settings.signingSecret = secret(value, "signing_secret", variable: "PLANAR_SIGNING_SECRET")
            }
        }
        return settings
    }

    /// An id becomes the name of files, so it is of letters, digits, `-` and `_`, as Airbyte's are.
    mutating func connection(_ id: Located<String>, _ value: YAML) -> ProjectConnection? {
        guard 1...100 ~= id.value.utf8.count, id.value.utf8.allSatisfy(\.isPartOfID) else {
            diagnostics.report(
                .malformedValue(
                    "the id of a connection",
                    "letters, digits, - and _, as in the address of its page: aa941643-07ea-48a2-9035-024575491720",
                    at: id.place))
            return nil
        }
        var target: ValueText?
        var catalog: ValueText?
        for (key, _, value) in entries(of: value, ConnectionKey.allCases, "the connection \(id.value)") {
            switch key {
            case .target: target = valueText(value, "target")
            case .catalog: catalog = valueText(value, "catalog")
            }
        }
        return ProjectConnection(id: id.value, place: id.place, target: target, catalog: catalog)
    }

    /// Targets that the file does not have; a name with variables is looked for where it is used.
    mutating func check(_ connections: [ProjectConnection], _ targets: [String], file: String) {
        for target in connections.compactMap(\.target) where !target.spelling.contains("$") {
            if targets.contains(where: { ExactString($0) == ExactString(target.spelling) }) { continue }
            diagnostics.report(.unknownTarget(target.spelling, targets, file: file, at: target.place))
        }
    }
}

extension UInt8 {
    fileprivate var isPartOfID: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
