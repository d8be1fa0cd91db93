import Catalog
import TableModel

/// What a project makes of the streams of a catalog.
package struct ConfiguredStreams: Sendable {
    /// As their tables are to be, those that are left out by `enabled: false` not among them.
    package let streams: [StreamSchema]
    /// Of each of ``streams``.
    package let naming: [TableNaming]
    package let disabled: [StreamSchema]

    /// Streams that no project says anything about.
    package init(_ streams: [StreamSchema]) {
        self.streams = streams
        naming = streams.map { _ in TableNaming() }
        disabled = []
    }

    init(streams: [StreamSchema], naming: [TableNaming], disabled: [StreamSchema]) {
        self.streams = streams
        self.naming = naming
        self.disabled = disabled
    }
}

extension Project {
    /// What holds for a stream: `defaults`, and over them each entry of `streams` that matches, in the order of the file.
    package func settings(ofStream name: String, in namespace: String?) -> StreamSettings {
        streams.filter { $0.pattern.matches(name, in: namespace) }.reduce(defaults) { $1.settings.over($0) }
    }
}

/// A project's settings, and what they depend on beside the file.
package struct ProjectSettings: Sendable {
    package let project: Project
    /// Takes the place of every `schema` of the file.
    private let schema: String?
    /// The variables that names in the file may hold.
    private let environment: [String: String]

    package init(_ project: Project, schema: String? = nil, environment: [String: String]) {
        self.project = project
        self.schema = schema
        self.environment = environment
    }

    /// Leaves columns out, gives them other types, cuts nesting, and says what tables and columns are to be called.
    package func apply(to streams: [StreamSchema], into diagnostics: inout Diagnostics) -> ConfiguredStreams {
        for rule in project.streams where !streams.contains(where: { rule.pattern.matches($0.name, in: $0.namespace) })
        {
            diagnostics.report(.noSuchStream(rule.pattern.text, streams: streams.map(\.name), at: rule.place))
        }
        var columns = ColumnMentions()
        var expanded: [FilePlace: String?] = [:]
        func expand(_ text: ValueText?, allowsEmpty: Bool = false) -> String? {
            guard let text else { return nil }
            if let known = expanded[text.place] { return known }
            let value = text.expanded(environment, allowsEmpty: allowsEmpty, into: &diagnostics)
            expanded[text.place] = value
            return value
        }
        var configured: [StreamSchema] = []
        var naming: [TableNaming] = []
        var disabled: [StreamSchema] = []
        var masks: [MaskRule] = []
        var matched: Set<FilePlace> = []
        for stream in streams {
            let settings = project.settings(ofStream: stream.name, in: stream.namespace)
            if settings.enabled == false {
                disabled.append(stream)
                continue
            }
            var shaping = StreamShaping(stream, settings)
            configured.append(shaping.shaped(&columns))
            diagnostics.report(shaping.diagnostics)
            for rule in settings.masks where !masks.contains(where: { $0.column.place == rule.column.place }) {
                masks.append(rule)
            }
            matched.formUnion(shaping.masks.matched)
            if project.maskSecret == nil, let place = shaping.masks.usesHash, !diagnostics.hasErrors {
                diagnostics.report(.maskWithoutSecret(at: place))
            }
            naming.append(
                TableNaming(
                    schema: settings.schema.flatMap { schema ?? expand($0) },
                    prefix: expand(settings.prefix, allowsEmpty: true) ?? "",
                    casing: settings.casing ?? .preserve, renames: shaping.renames))
        }
        diagnostics.report(columns.diagnostics)
        for rule in masks where !matched.contains(rule.column.place) {
            diagnostics.report(.maskWithoutColumn(rule.column, isExact: rule.isExact))
        }
        return ConfiguredStreams(streams: configured, naming: naming, disabled: disabled)
    }
}

/// The columns that settings name, and whether any stream has them.
struct ColumnMentions {
    private struct Mention {
        let column: Located<String>
        let firstStream: String
        var otherStreams = 0
        var columns: Set<String> = []
        var isFound = false
    }

    private var order: [FilePlace] = []
    private var mentions: [FilePlace: Mention] = [:]

    mutating func add(_ column: Located<String>, of stream: StreamSchema, isFound: Bool) {
        if mentions[column.place] == nil {
            order.append(column.place)
            mentions[column.place] = Mention(column: column, firstStream: stream.name)
        } else {
            mentions[column.place]?.otherStreams += 1
        }
        guard var mention = mentions[column.place], !mention.isFound else { return }
        mention.isFound = isFound
        // Enough for a suggestion.
        if mention.columns.count < 1_000 { mention.columns.formUnion(stream.properties.dottedNames) }
        mentions[column.place] = mention
    }

    var diagnostics: [Diagnostic] {
        order.compactMap { mentions[$0] }.filter { !$0.isFound }.map { mention in
            let others = mention.otherStreams == 0 ? "" : " and \(mention.otherStreams) more"
            let streams = Shown.text(mention.firstStream) + others
            return .noSuchColumn(mention.column, streams: streams, columns: mention.columns.sorted())
        }
    }
}

extension [Property] {
    /// The names of all columns as a file has them: `items`, `items.sku`.
    fileprivate var dottedNames: [String] {
        flatMap { property in
            [property.name] + (property.nested?.properties.dottedNames ?? []).map { "\(property.name).\($0)" }
        }
    }
}
