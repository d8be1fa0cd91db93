/// Conditions of properties that a connector usually has many times or not at all. They are gathered, so that a
/// hundred untyped properties are one line: warnings by stream, notes for the whole catalog.
struct SchemaFindings {
    enum Condition: Hashable {
        case notAnObject(String)
        case noType
        case unknownType(String)
        case unknownReference(String)
        case combined(String)
        case combinedChild(String)
        case mixedItems(String)
        case lastAlternative
        case displaced(String)
        case emptyNested

        var severity: Diagnostic.Severity {
            switch self {
            case .combined, .emptyNested: .note
            default: .warning
            }
        }
    }

    private struct Group: Hashable {
        let condition: Condition
        /// Nil where streams are not told apart.
        let stream: ExactString?
    }

    /// The properties that one condition holds for: the first by name, the others by number.
    struct Occurrences: CustomStringConvertible {
        let first: String
        let place: Place
        var others = 0

        var description: String {
            switch others {
            case 0: first
            case 1: "\(first) and 1 more property"
            default: "\(first) and \(others) more properties"
            }
        }
    }

    private var order: [Group] = []
    private var occurrences: [Group: Occurrences] = [:]

    /// - Parameter path: the stream's name and those of the properties down to the one meant.
    mutating func add(_ condition: Condition, path: [String], at place: Place) {
        let group = Group(condition: condition, stream: condition.severity == .note ? nil : ExactString(path[0]))
        if occurrences[group] == nil {
            order.append(group)
            occurrences[group] = Occurrences(first: Diagnostic.dotted(path), place: place)
        } else {
            occurrences[group]?.others += 1
        }
    }

    func diagnostics(in source: CatalogSource) -> [Diagnostic] {
        order.compactMap { group in
            occurrences[group].map { Diagnostic.schema(group.condition, $0, in: source) }
        }
    }
}
