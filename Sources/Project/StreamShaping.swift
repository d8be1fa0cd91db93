import Catalog

/// Makes of one stream what the settings say about its columns.
struct StreamShaping {
    private let stream: StreamSchema
    private let settings: StreamSettings
    private let needed: [NeededColumn]
    private(set) var diagnostics: [Diagnostic] = []
    /// By the path of the column.
    private(set) var renames: [(path: [String], name: String)] = []
    private(set) var masks: StreamMasks

    init(_ stream: StreamSchema, _ settings: StreamSettings) {
        self.stream = stream
        self.settings = settings
        needed = stream.neededColumns
        masks = StreamMasks(stream, settings, needed: needed)
    }

    /// The stream with other properties: first other types, then what is kept, what is dropped, and the depth of nesting.
    mutating func shaped(_ mentions: inout ColumnMentions) -> StreamSchema {
        /// The path of a column that the file names with dots; nil where the stream has none such.
        func find(_ column: Located<String>) -> [String]? {
            let path = stream.properties.path(of: column.value)
            mentions.add(column, of: stream, isFound: path != nil)
            return path
        }

        // A path means the value wherever it stands: in its child table, and as a key at a nested path.
        var properties = stream.properties.filter { !$0.isNestedKey }
        var keys = stream.properties.filter(\.isNestedKey)
        for (column, name) in settings.rename ?? [] {
            guard let path = find(column) else { continue }
            renames.append((path, name))
            renames += keys.filter { $0.path.exact == path.exact }.map { ([$0.name], name) }
        }
        for (column, type) in settings.types ?? [] {
            guard let path = find(column) else { continue }
            properties = properties.retyped(path[...], to: type)
            keys = keys.map { $0.path.exact == path.exact ? $0.retyped(to: type) : $0 }
        }
        properties = masks.masked(properties)
        keys = masks.masked(keys: keys)
        diagnostics += masks.diagnostics
        if let keep = settings.keep {
            let paths = keep.value.compactMap { find($0) }
            for column in needed where !paths.contains(where: { column.liesOn($0) }) {
                diagnostics.append(
                    .neededColumn(column.name, use: column.use, stream: stream.name, isKept: true, at: keep.place))
            }
            properties = properties.keeping(paths.map { $0[...] })
        }
        for column in settings.drop?.value ?? [] {
            guard let path = find(column) else { continue }
            if let needed = needed.first(where: { $0.path.exact.starts(with: path.exact) }) {
                diagnostics.append(
                    .neededColumn(needed.name, use: needed.use, stream: stream.name, isKept: false, at: column.place))
            } else {
                properties = properties.dropping(path[...])
            }
        }
        let layout = layout(of: properties + keys, &mentions)
        if let deletes = settings.deletes, deletes.value != .hard, settings.history ?? .all != .all {
            diagnostics.append(.deletesWithoutHistory(deletes.value, stream: stream.name, at: deletes.place))
        }
        if properties.isEmpty, !stream.properties.isEmpty, let place = settings.drop?.place ?? settings.keep?.place {
            diagnostics.append(.noColumnLeft(stream: stream.name, at: place))
        }
        return stream.with(
            properties.unfolded(to: settings.nesting?.levels ?? .max) + keys, masking: masks.ofRecord, layout: layout,
            settings)
    }

    /// Columns that cannot do what is asked of them are told.
    private mutating func layout(of properties: [Property], _ mentions: inout ColumnMentions) -> LayoutWish? {
        func find(_ column: Located<String>) -> Property? {
            let property = properties.first { ExactString($0.name) == ExactString(column.value) }
            mentions.add(column, of: stream, isFound: property != nil)
            return property
        }
        func fits(_ column: Located<String>, _ use: String, _ condition: (SchemaType) -> Bool) -> String? {
            guard let property = find(column) else { return nil }
            if condition(property.masking == nil ? property.type : .string) { return property.name }
            diagnostics.append(.unfitColumn(column, use: use, stream: stream.name))
            return nil
        }
        if settings.partitionBy == nil, settings.clusterBy == nil { return nil }
        let partition: LayoutWish.Partition? =
            switch settings.partitionBy?.value {
            case nil: nil
            case .some(.none): LayoutWish.Partition.none
            case .column(let column, let unit):
                fits(column, "partition") { $0.canPartition && !($0 == .date && unit == .hour) }.map {
                    .by(property: $0, unit)
                }
            }
        let clusters = settings.clusterBy?.value.compactMap { fits($0, "cluster", \.canCluster) }
        return LayoutWish(partition: partition, clusters: clusters.flatMap { $0.isEmpty ? nil : $0 })
    }
}

/// A property by which versions of a record are told apart or ordered.
struct NeededColumn {
    let name: String
    let path: [String]
    /// Its part in it: `the cursor`.
    let use: String

    init(_ property: Property, use: String) {
        name = property.name
        path = property.path
        self.use = use
    }

    /// Whether the path leads to it, or on from it.
    func liesOn(_ other: [String]) -> Bool { path.exact.prefix(other.count) == other.exact.prefix(path.count) }
}

extension StreamSchema {
    fileprivate var neededColumns: [NeededColumn] {
        guard destinationSyncMode == .appendDedup else { return [] }
        let changes = ["_ab_cdc_deleted_at", "_ab_cdc_updated_at", "_ab_cdc_log_pos", "_ab_cdc_lsn"]
        let all =
            primaryKey.map { ($0, primaryKey.count == 1 ? "the primary key" : "part of the primary key") }
            + (cursor.map { [($0, "the cursor")] } ?? [])
            + changes.map { ($0, $0 == changes[0] ? "what marks deletions" : "what orders changes") }
        let known = Dictionary(properties.map { (ExactString($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        return all.compactMap { name, use in known[ExactString(name)].map { NeededColumn($0, use: use) } }
    }

    fileprivate func with(_ properties: [Property], masking: Masking?, layout: LayoutWish?, _ settings: StreamSettings)
        -> StreamSchema
    {
        StreamSchema(
            name: name, namespace: namespace, properties: properties, syncMode: syncMode,
            destinationSyncMode: destinationSyncMode, primaryKey: primaryKey, cursor: cursor, masking: masking,
            history: settings.history ?? .all, deletes: settings.deletes?.value ?? .hard,
            layout: layout, hasArrayIndex: settings.arrayIndex ?? false,
            hasCurrentViews: settings.currentViews ?? false, minimumGeneration: minimumGeneration,
            place: place
        )
    }
}

extension [Property] {
    /// The path that a text with dots means; names may hold dots themselves, and the longest one that fits comes first.
    fileprivate func path(of text: String) -> [String]? {
        if contains(where: { !$0.isNestedKey && ExactString($0.name) == ExactString(text) }) { return [text] }
        let candidates = filter { text.utf8.starts(with: "\($0.name).".utf8) && $0.nested != nil }
            .sorted { $0.name.utf8.count > $1.name.utf8.count }
        for property in candidates {
            let rest = String(decoding: text.utf8.dropFirst(property.name.utf8.count + 1), as: UTF8.self)
            if let path = property.nested?.properties.path(of: rest) { return [property.name] + path }
        }
        return nil
    }

    /// Changes the property at a path, nil taking it away.
    private func changing(_ path: ArraySlice<String>, _ change: (Property) -> Property?) -> [Property] {
        guard let name = path.first else { return self }
        return compactMap { property in
            guard ExactString(property.name) == ExactString(name) else { return property }
            if path.count == 1 { return change(property) }
            return property.with(property.nested?.properties.changing(path.dropFirst(), change))
        }
    }

    fileprivate func dropping(_ path: ArraySlice<String>) -> [Property] { changing(path) { _ in nil } }

    fileprivate func retyped(_ path: ArraySlice<String>, to type: SchemaType) -> [Property] {
        changing(path) { $0.retyped(to: type) }
    }

    /// What is at a path or on the way to one, and all that lies below a path.
    fileprivate func keeping(_ paths: [ArraySlice<String>]) -> [Property] {
        compactMap { property in
            let own = paths.filter { $0.first.map { ExactString($0) } == ExactString(property.name) }
            if own.isEmpty { return nil }
            if own.contains(where: { $0.count == 1 }) { return property }
            return property.with(property.nested?.properties.keeping(own.map { $0.dropFirst() }))
        }
    }

    /// With child tables at so many levels alone; what lies deeper stays in its column.
    fileprivate func unfolded(to levels: Int) -> [Property] {
        if levels == .max { return self }
        return map { property in
            guard let nested = property.nested, levels > 0 else {
                return Property(
                    name: property.name, type: property.type, nested: nil, masking: property.masking,
                    place: property.place)
            }
            return property.with(nested.properties.unfolded(to: levels - 1))
        }
    }
}

extension [String] {
    fileprivate var exact: [ExactString] { map { ExactString($0) } }
}

extension Property {
    fileprivate func retyped(to type: SchemaType) -> Property {
        Property(name: name, path: path, type: type, nested: nil, place: place)
    }

    /// With other properties in the nested value.
    fileprivate func with(_ properties: [Property]?) -> Property {
        Property(
            name: name, type: type,
            nested: nested.map { Nested(shape: $0.shape, properties: properties ?? $0.properties) }, masking: masking,
            place: place)
    }
}
