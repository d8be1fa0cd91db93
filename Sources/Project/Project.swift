import Catalog
import TableModel

/// A project file: where the catalog and the databases are, and what becomes of streams.
package struct Project: Sendable {
    /// As messages name it; paths in it are relative to its folder.
    package let file: String
    package let catalog: ValueText?
    package let defaultTarget: ValueText?
    /// What hashes of personal values are made with.
    package let maskSecret: ValueText?
    /// SQL after each run.
    package let onRunEnd: [ValueText]
    package let service: ServiceSettings
    /// In the order of the file.
    package let connections: [ProjectConnection]
    /// In the order of the file.
    package let targets: [ProjectTarget]
    /// For all streams.
    package let defaults: StreamSettings
    package let streams: [StreamRule]

    package static let fileName = "planar.yml"

    /// A path that the file names, seen from where the file's own path is seen from.
    package func path(_ text: String) -> String {
        guard !text.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return text }
        return file[...slash] + text
    }

    /// The target of a name, else the default one, else the only one; nil, with a diagnostic, where that is none.
    package func target(
        _ name: String?, environment: [String: String], into diagnostics: inout Diagnostics
    ) -> ProjectTarget? {
        let wanted: (name: String, place: FilePlace?)
        if let name {
            wanted = (name, nil)
        } else if let defaultTarget {
            guard let name = defaultTarget.expanded(environment, into: &diagnostics) else { return nil }
            wanted = (name, defaultTarget.place)
        } else if targets.count == 1 {
            return targets[0]
        } else {
            diagnostics.report(.noDefaultTarget(targets.map(\.name), file: file))
            return nil
        }
        if let target = targets.first(where: { ExactString($0.name) == ExactString(wanted.name) }) { return target }
        diagnostics.report(.unknownTarget(wanted.name, targets.map(\.name), file: file, at: wanted.place))
        return nil
    }
}

/// A value and the place in the file where it stands.
package struct Located<Value: Sendable>: Sendable {
    package let value: Value
    package let place: FilePlace

    package init(_ value: Value, _ place: FilePlace) {
        self.value = value
        self.place = place
    }
}

/// One entry of `streams`: what is set for the streams that a pattern names.
package struct StreamRule: Sendable {
    package let pattern: StreamPattern
    package let place: FilePlace
    package let settings: StreamSettings
}

/// What a project says about streams; nil where it says nothing.
package struct StreamSettings: Sendable {
    package var enabled: Bool?
    /// Paths with dots, as the file has them.
    package var keep: Located<[Located<String>]>?
    package var drop: Located<[Located<String>]>?
    package var rename: [(column: Located<String>, name: String)]?
    package var types: [(column: Located<String>, type: SchemaType)]?
    package var nesting: NestingDepth?
    package var schema: ValueText?
    package var prefix: ValueText?
    package var casing: NameCasing?
    package var onBadValue: OnBadValue?
    package var arrayIndex: Bool?
    package var currentViews: Bool?
    package var partitionBy: Located<PartitionSetting>?
    /// Columns.
    package var clusterBy: Located<[Located<String>]>?
    package var history: HistoryPolicy?
    package var deletes: Located<DeletePolicy>?
    /// For how many days raw rows are kept once they are normalized.
    package var rawRetention: Int?
    /// In the order of the file; of those that match a column the last one holds.
    package var masks: [MaskRule] = []
    package var newColumns: Located<NewColumns>?
    /// SQL before and after the work on a stream.
    package var preHooks: [ValueText] = []
    package var postHooks: [ValueText] = []

    package init() {}

    /// These settings, key by key, and the others where these say nothing; masks add up, so that no entry takes one away
    /// without naming it, and so do hooks.
    package func over(_ other: StreamSettings) -> StreamSettings {
        var settings = other
        settings.enabled = enabled ?? other.enabled
        settings.keep = keep ?? other.keep
        settings.drop = drop ?? other.drop
        settings.rename = rename ?? other.rename
        settings.types = types ?? other.types
        settings.nesting = nesting ?? other.nesting
        settings.schema = schema ?? other.schema
        settings.prefix = prefix ?? other.prefix
        settings.casing = casing ?? other.casing
        settings.onBadValue = onBadValue ?? other.onBadValue
        settings.arrayIndex = arrayIndex ?? other.arrayIndex
        settings.currentViews = currentViews ?? other.currentViews
        settings.partitionBy = partitionBy ?? other.partitionBy
        settings.clusterBy = clusterBy ?? other.clusterBy
        settings.history = history ?? other.history
        settings.deletes = deletes ?? other.deletes
        settings.rawRetention = rawRetention ?? other.rawRetention
        settings.masks = other.masks + masks
        settings.newColumns = newColumns ?? other.newColumns
        settings.preHooks = other.preHooks + preHooks
        settings.postHooks = other.postHooks + postHooks
        return settings
    }
}

/// By what a table is partitioned.
package enum PartitionSetting: Sendable {
    case none
    case column(Located<String>, LayoutWish.Unit)
}

/// What becomes of nested objects and arrays of objects.
package enum NestingDepth: Sendable, Hashable {
    /// Child tables at every level.
    case tables
    /// No child tables; nested values stay in their column as JSON.
    case json
    /// Child tables at this many levels below the stream's table.
    case depth(Int)

    /// Levels of child tables.
    package var levels: Int {
        switch self {
        case .tables: .max
        case .json: 0
        case .depth(let levels): levels
        }
    }
}

/// What becomes of a value that does not fit its column.
package enum OnBadValue: String, Sendable, CaseIterable { case null, fail }
