import Catalog
import TableModel

/// Reads a project file and reports whatever is wrong with it, all at once; nil where that is an error.
///
/// - Parameter file: its path, as messages are to name it.
package func readProject(file: String, bytes: [UInt8], into diagnostics: inout Diagnostics) -> Project? {
    var reader = ProjectReader()
    let project = reader.read(String(decoding: bytes, as: UTF8.self), file: file)
    diagnostics.report(reader.diagnostics.sorted)
    return reader.diagnostics.hasErrors ? nil : project
}

/// The keys of the file's top.
enum ProjectKey: String, CaseIterable {
    case version, catalog
    case defaultTarget = "default_target"
    case maskSecret = "mask_secret"
    case targets
    case onRunEnd = "on_run_end"
    case service, connections
    case defaults, streams
}

/// The keys of `defaults` and of each entry of `streams`.
enum SettingKey: String, CaseIterable {
    case enabled, columns, nesting
    case arrayIndex = "array_index"
    case currentViews = "current_views"
    case schema, prefix, casing, history, deletes
    case partitionBy = "partition_by"
    case clusterBy = "cluster_by"
    case rawRetention = "raw_retention"
    case onBadValue = "on_bad_value"
    case masks
    case newColumns = "new_columns"
    case preHook = "pre_hook"
    case postHook = "post_hook"
}

/// The keys of `columns`.
enum ColumnKey: String, CaseIterable { case keep, drop, rename, types }

struct ProjectReader {
    var diagnostics = Diagnostics()

    mutating func read(_ text: String, file: String) -> Project? {
        guard let top = YAML(text, file: file, into: &diagnostics) else { return nil }
        if top.isNull {
            diagnostics.report(.emptyProject(at: top.place))
            return nil
        }
        let entries = entries(of: top, ProjectKey.allCases, "the project")
        if top.members != nil, !entries.contains(where: { $0.key == .version }) {
            diagnostics.report(.missingProjectKey("version: 1", of: "the project", at: top.place))
        }
        var catalog: ValueText?
        var defaultTarget: ValueText?
        var maskSecret: ValueText?
        var targets: [ProjectTarget] = []
        var onRunEnd: [ValueText] = []
        var service = ServiceSettings()
        var connections: [ProjectConnection] = []
        var defaults = StreamSettings()
        var streams: [StreamRule] = []
        for (key, _, value) in entries {
            switch key {
            case .version: _ = word(value, "version", known: ["1"])
            case .catalog: catalog = valueText(value, "catalog")
            case .defaultTarget: defaultTarget = valueText(value, "default_target")
            case .maskSecret: maskSecret = secret(value, "mask_secret", variable: "PLANAR_MASK_SECRET")
            case .targets: targets = members(of: value, "targets").compactMap { readTarget($0.key, $0.value) }
            case .onRunEnd: onRunEnd = statements(value, "on_run_end")
            case .service: service = self.service(value)
            case .connections:
                connections = members(of: value, "connections").compactMap { connection($0.key, $0.value) }
            case .defaults: defaults = readSettings(value, "defaults")
            case .streams:
                streams = members(of: value, "streams").map { key, value in
                    StreamRule(
                        pattern: StreamPattern(key.value), place: key.place,
                        settings: readSettings(value, Shown.text(key.value)))
                }
            }
        }
        check(connections, targets.map(\.name), file: file)
        return Project(
            file: file, catalog: catalog, defaultTarget: defaultTarget, maskSecret: maskSecret, onRunEnd: onRunEnd,
            service: service, connections: connections, targets: targets, defaults: defaults, streams: streams)
    }

    private mutating func readTarget(_ name: Located<String>, _ value: YAML) -> ProjectTarget? {
        let what = "the target \(Shown.text(name.value))"
        // The type says which keys there are, wherever it stands.
        guard let members = value.members else {
            diagnostics.report(.wrongKind(what, expected: "a mapping", found: value))
            return nil
        }
        guard let type = members.first(where: { $0.key.value == ProjectTarget.Key.type.rawValue })?.value else {
            diagnostics.report(.missingProjectKey("type", of: what, at: name.place))
            return nil
        }
        guard
            let word = word(type, "the type of \(what)", known: ProjectTarget.Kind.allCases.map(\.rawValue)),
            let kind = ProjectTarget.Kind(rawValue: word)
        else { return nil }
        var values: [ProjectTarget.Key: ValueText] = [:]
        var others: [Located<String>] = []
        for (key, place, value) in entries(of: value, [.type] + kind.keys, "\(what), which is of type \(word),")
        where key != .type {
            values[key] = valueText(value, key.rawValue)
            if key != .config { others.append(Located(key.rawValue, place)) }
        }
        if values[.credentialsFile] != nil, let text = values[.credentialsJSON] {
            diagnostics.report(
                .malformedValue("credentials_json", "left out where credentials_file is given", at: text.place))
        }
        if values[.config] != nil {
            for other in others { diagnostics.report(.configBesideKey(other)) }
        } else {
            for key in kind.required where !others.contains(where: { $0.value == key.rawValue }) {
                diagnostics.report(.missingProjectKey(key.rawValue, of: what, at: name.place))
            }
        }
        return ProjectTarget(name: name.value, kind: kind, place: name.place, values: values)
    }

    private mutating func readSettings(_ value: YAML, _ what: String) -> StreamSettings {
        var settings = StreamSettings()
        for (key, _, value) in entries(of: value, SettingKey.allCases, what) {
            switch key {
            case .enabled: settings.enabled = bool(value, "enabled")
            case .columns: readColumns(value, into: &settings)
            case .nesting: settings.nesting = nesting(value)
            case .arrayIndex: settings.arrayIndex = bool(value, "array_index")
            case .currentViews: settings.currentViews = bool(value, "current_views")
            case .schema: settings.schema = valueText(value, "schema")
            case .prefix: settings.prefix = valueText(value, "prefix")
            case .casing: settings.casing = word(value, "casing", NameCasing.self)
            case .history: settings.history = history(value)
            case .deletes:
                settings.deletes = word(value, "deletes", DeletePolicy.self).map { Located($0, value.place) }
            case .partitionBy:
                settings.partitionBy = partition(value).map { Located($0, value.place) }
            case .clusterBy: settings.clusterBy = clusters(value)
            case .rawRetention: settings.rawRetention = days(value, "raw_retention", "a number of days")
            case .onBadValue: settings.onBadValue = word(value, "on_bad_value", OnBadValue.self)
            case .masks: settings.masks = members(of: value, "masks").compactMap { maskRule($0.key, $0.value) }
            case .preHook: settings.preHooks = statements(value, "pre_hook")
            case .postHook: settings.postHooks = statements(value, "post_hook")
            case .newColumns:
                settings.newColumns = word(value, "new_columns", NewColumns.self).map { Located($0, value.place) }
            }
        }
        return settings
    }

    private mutating func readColumns(_ value: YAML, into settings: inout StreamSettings) {
        for (key, _, value) in entries(of: value, ColumnKey.allCases, "columns") {
            switch key {
            case .keep: settings.keep = names(value, "keep")
            case .drop: settings.drop = names(value, "drop")
            case .rename:
                settings.rename = members(of: value, "rename").compactMap { key, value in
                    name(value, "the new name of \(Shown.text(key.value))").map { (key, $0.value) }
                }
            case .types:
                settings.types = members(of: value, "types").compactMap { key, value in
                    let type = word(
                        value, "the type of \(Shown.text(key.value))", known: SchemaType.nameable.map(\.name))
                    return type.flatMap(SchemaType.init(name:)).map { (key, $0) }
                }
            }
        }
    }

    /// One text of SQL or several.
    private mutating func statements(_ value: YAML, _ what: String) -> [ValueText] {
        (value.elements ?? [value]).compactMap { valueText($0, what) }
    }

    private mutating func history(_ value: YAML) -> HistoryPolicy? {
        if let isKept = value.bool { return isKept ? .all : .newest }
        return days(value, "history", "true, false or for how many days a replaced version is kept").map { .days($0) }
    }

    private mutating func days(_ value: YAML, _ what: String, _ expected: String) -> Int? {
        if let days = value.spelling.flatMap(Int.init(days:)) { return days }
        diagnostics.report(.malformedValue(what, "\(expected), such as 30d", at: value.place))
        return nil
    }

    private mutating func nesting(_ value: YAML) -> NestingDepth? {
        switch value.spelling {
        case "tables": return .tables
        case "json": return .json
        case let text?:
            if let depth = Int(text), depth >= 0 { return .depth(depth) }
            fallthrough
        case nil:
            diagnostics.report(
                .malformedValue("nesting", "tables, json or how many levels of child tables", at: value.place))
            return nil
        }
    }
}

extension Int {
    /// `30d`; up to a thousand years, more than which some databases cannot take from a time.
    package init?(days text: String) {
        guard text.last == "d", let days = Int(text.dropLast()), 1...365_000 ~= days else { return nil }
        self = days
    }
}

// What values are made of.
extension ProjectReader {
    /// The members of a mapping, of which an empty one is told as such; other kinds are reported.
    mutating func members(of value: YAML, _ what: String) -> [(key: Located<String>, value: YAML)] {
        if value.isNull { return [] }
        guard let members = value.members else {
            diagnostics.report(.wrongKind(what, expected: "a mapping", found: value))
            return []
        }
        for place in value.strayKeys { diagnostics.report(.strayProjectKey(at: place)) }
        return members
    }

    /// The members of a mapping with these keys alone; others are reported.
    mutating func entries<Key: RawRepresentable<String>>(of value: YAML, _ keys: [Key], _ what: String)
        -> [(key: Key, place: FilePlace, value: YAML)]
    {
        members(of: value, what).compactMap { key, value in
            if let known = keys.first(where: { $0.rawValue == key.value }) { return (known, key.place, value) }
            diagnostics.report(.unknownProjectKey(key, of: what, known: keys.map(\.rawValue)))
            return nil
        }
    }

    mutating func bool(_ value: YAML, _ what: String) -> Bool? {
        if let bool = value.bool { return bool }
        diagnostics.report(.wrongKind(what, expected: "true or false", found: value))
        return nil
    }

    mutating func valueText(_ value: YAML, _ what: String) -> ValueText? {
        name(value, what).map { ValueText($0.value, $0.place) }
    }

    /// A text that is not empty.
    mutating func name(_ value: YAML, _ what: String) -> Located<String>? {
        guard !value.isNull, let text = value.spelling else {
            diagnostics.report(.wrongKind(what, expected: "a text", found: value))
            return nil
        }
        if text.allSatisfy(\.isWhitespace) {
            diagnostics.report(.malformedValue(what, "a text that is not empty", at: value.place))
            return nil
        }
        return Located(text, value.place)
    }

    mutating func names(_ value: YAML, _ what: String) -> Located<[Located<String>]>? {
        guard let elements = value.elements else {
            diagnostics.report(.wrongKind(what, expected: "a list of columns", found: value))
            return nil
        }
        return Located(elements.compactMap { name($0, "a column of \(what)") }, value.place)
    }

    /// One of some words. The word `null` is one too, as YAML spells it without quotes.
    mutating func word(_ value: YAML, _ what: String, known: [String]) -> String? {
        guard let text = value.spelling, !(value.isNull && text != "null") else {
            diagnostics.report(.wrongKind(what, expected: known.joined(separator: " or "), found: value))
            return nil
        }
        if known.contains(text) { return text }
        diagnostics.report(.unknownProjectValue(text, of: what, known: known, at: value.place))
        return nil
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: YAML, _ what: String, _: Word.Type
    ) -> Word? {
        word(value, what, known: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
    }
}

extension Project {
    /// The JSON Schema of the file, for editors.
    package static var schema: String { String(decoding: PackageResources.planar_schema_json, as: UTF8.self) }
}
