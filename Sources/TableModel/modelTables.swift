import Catalog

/// Turns streams into tables under their final names: one tree a stream, nested objects and arrays as its branches.
///
/// - Parameters:
///   - naming: of each stream; none at all where every name follows from the source.
///   - disabled: streams that make no tables, but whose raw tables may be spelled much like another's.
///   - defaultSchema: for streams without a namespace, as the user spells it.
///   - rawTables: the names of tables that are there, where the target could be asked; they decide between the spellings
///     that loaders use on databases without schemas.
///   - rawTablesOfV2: the raw tables of Airbyte's newer format; a stream that has one is read from that.
///   - resolved: names that the target uses already; they stay.
package func modelTables(
    _ streams: [StreamSchema], naming: [TableNaming] = [], disabled: [StreamSchema] = [], rules: IdentifierRules,
    defaultSchema: String, rawTables: Set<Identifier>? = nil,
    rawTablesOfV2: RawTablesOfV2 = RawTablesOfV2(existing: [:]), resolved: ResolvedNames = ResolvedNames(),
    source: CatalogSource, diagnostics: inout Diagnostics
) -> [Table] {
    let spelledSchema = defaultSchema
    let defaultSchema = rules.schema(defaultSchema)
    let all = streams + disabled
    let rawsOfV1 = rules.rawTables(
        of: all, in: all.map { $0.namespace.map(rules.schema) ?? defaultSchema }, defaultSchema: defaultSchema,
        existing: rawTables)
    let found = zip(streams, rawsOfV1).map { stream, raw -> (name: TableName, format: RawFormat) in
        let newer = rules.rawTableOfV2(
            stream.name, namespace: stream.namespace ?? spelledSchema, schema: rawTablesOfV2.schema)
        return rawTablesOfV2.format(of: newer).map { (newer, $0) } ?? (raw, .v1)
    }
    let raws = found.map(\.name)
    for (stream, raw) in zip(streams, found) where stream.infersDeletes && !raw.format.hasGenerations {
        diagnostics.report(
            .deletesWithoutGenerations(stream.name, raw: "\(raw.name)", at: stream.place, in: source))
    }
    reportSharedRawTables(streams, raws: raws, rules: rules, source: source, into: &diagnostics)

    let naming = naming.isEmpty ? streams.map { _ in TableNaming() } : naming
    let schemas = zip(streams, naming).map { ($1.schema ?? $0.namespace).map(rules.schema) ?? defaultSchema }
    reportSharedNames(streams, schemas: schemas, raws: raws, source: source, into: &diagnostics)
    let entries = zip(zip(streams, schemas), naming).flatMap { registryEntries(of: $0.0, in: $0.1, naming: $1) }
    let registry = NameRegistry(entries, rules: rules, defaultSchema: defaultSchema, reserved: raws, resolved: resolved)
    for rename in registry.renames {
        let wanted = "\(registry.physical(rename.wanted, in: rename.entry.schema))"
        let given = registry.physical(rename.given, in: rename.entry.schema).name.text
        diagnostics.report(
            .tableRenamed(
                rename.entry.path, from: wanted, to: given, holder: rename.holder, at: rename.entry.place, in: source))
    }

    var modeller = Modeller(rules: rules, registry: registry)
    let tables = streams.indices.compactMap {
        modeller.table(of: streams[$0], in: schemas[$0], raw: found[$0], naming: naming[$0])
    }
    for refusal in modeller.refusedRenames {
        diagnostics.report(
            .columnNameTaken(
                refusal.path, name: refusal.name.text, holder: refusal.holder, at: refusal.place, in: source))
    }
    for (path, columns) in modeller.numberedColumns {
        diagnostics.report(
            .columnsNumbered(path, columns.map { ($0.property, $0.name.text) }, at: columns[0].place, in: source))
    }
    for table in tables { reportWideTables(table, limit: rules.columnLimit, source: source, into: &diagnostics) }
    return tables
}

private func reportWideTables(_ table: Table, limit: Int, source: CatalogSource, into diagnostics: inout Diagnostics) {
    // Key, version key, start, end and active mark in a history; raw id, two times and the hash everywhere.
    let own = 4 + (table.history == nil ? 0 : 5) + (table.nesting.parentHash == nil ? 0 : 1)
    if table.columns.count + own > limit {
        diagnostics.report(
            .tooManyColumns(table.path, count: table.columns.count, limit: limit, at: table.stream.place, in: source))
    }
    for child in table.children { reportWideTables(child, limit: limit, source: source, into: &diagnostics) }
}

private func registryEntries(of stream: StreamSchema, in schema: Identifier, naming: TableNaming)
    -> [NameRegistry.Entry]
{
    var entries: [NameRegistry.Entry] = []
    let isDeduplicated = stream.destinationSyncMode == .appendDedup
    func visit(_ properties: [Property], path: [String], place: Place) {
        let isRoot = path.count == 1
        entries.append(
            .init(
                schema: schema, path: path, naming: naming, makesTable: !properties.isEmpty,
                hasHistory: isDeduplicated && isRoot && stream.history != .newest,
                hasCurrentView: isDeduplicated && !isRoot && stream.hasCurrentViews, place: place))
        for property in properties {
            guard let nested = property.nested else { continue }
            visit(nested.properties, path: path + [property.name], place: property.place)
        }
    }
    visit(stream.properties, path: [stream.name], place: stream.place)
    return entries
}

private func reportSharedRawTables(
    _ streams: [StreamSchema], raws: [TableName], rules: IdentifierRules, source: CatalogSource,
    into diagnostics: inout Diagnostics
) {
    var owners: [TableName: StreamSchema] = [:]
    for (stream, raw) in zip(streams, raws) {
        let key = rules.collisionKey(raw)
        if let owner = owners[key] {
            diagnostics.report(
                .sharedRawTable("\(raw)", first: owner.name, second: stream.name, at: stream.place, in: source))
        } else {
            owners[key] = stream
        }
    }
}

/// A schema and the stream's name are what a table is on record under, so streams of one name from different namespaces
/// cannot share a schema.
private func reportSharedNames(
    _ streams: [StreamSchema], schemas: [Identifier], raws: [TableName], source: CatalogSource,
    into diagnostics: inout Diagnostics
) {
    var owners: [TableName: Int] = [:]
    for index in streams.indices {
        let key = TableName(schema: schemas[index], name: Identifier(streams[index].name))
        // Streams with one raw table are told already.
        if let owner = owners[key], raws[owner] != raws[index] {
            diagnostics.report(
                .sharedSchema(
                    schemas[index].text, stream: streams[index].name,
                    namespaces: [owner, index].map { streams[$0].namespace }, at: streams[index].place, in: source))
        }
        owners[key] = index
    }
}

/// Walks streams in the registry's order and takes one name an entry.
private struct Modeller {
    let rules: IdentifierRules
    let registry: NameRegistry
    private var nextEntry = 0
    /// Columns whose plain name was taken, by the path of their table.
    private(set) var numberedColumns:
        [(path: [String], columns: [(property: String, name: Identifier, place: Place)])] = []
    /// Columns that cannot have the name which the user wants for them, and what keeps it from them.
    private(set) var refusedRenames: [ColumnNames.Refusal] = []

    init(rules: IdentifierRules, registry: NameRegistry) {
        self.rules = rules
        self.registry = registry
    }

    mutating func table(
        of stream: StreamSchema, in schema: Identifier, raw: (name: TableName, format: RawFormat), naming: TableNaming
    ) -> Table? {
        table(
            path: [stream.name], properties: stream.properties, stream: stream, schema: schema, raw: raw,
            naming: naming, nesting: .root)
    }

    private mutating func table(
        path: [String], properties: [Property], stream: StreamSchema, schema: Identifier,
        raw: (name: TableName, format: RawFormat)?, naming: TableNaming, nesting: Nesting
    ) -> Table? {
        let name = registry.names[nextEntry]
        let record = registry.records[nextEntry]
        let view = registry.currentViews[nextEntry]
        nextEntry += 1
        guard !properties.isEmpty else { return nil }
        let hashColumn = hashColumnName(of: path, parentHash: nesting.parentHash)
        var names = ColumnNames(
            of: path, rules: rules, naming: naming, besides: [hashColumn, nesting.parentHash].compactMap { $0 },
            record: record, versioned: raw == nil ? [] : stream.versioned)
        let columns = names.columns(for: properties)
        if !names.numbered.isEmpty { numberedColumns.append((path, names.numbered)) }
        refusedRenames += names.refusals
        let mode = writeMode(of: stream, isRoot: raw != nil, columns: columns)
        let history =
            stream.history == .newest
            ? rules.newestTable(of: registry.physical(name, in: schema))
            : registry.physical(registry.history(of: name), in: schema)
        let (keepsHistory, isOverwritten) =
            switch mode {
            case .deduplicated: (true, false)
            case .overwrite: (false, true)
            case .append: (false, false)
            }
        var children: [Table] = []
        for (property, column) in zip(properties, columns) {
            guard let nested = property.nested else { continue }
            let nesting: Nesting =
                switch nested.shape {
                case .object: .object(in: column, parentHash: hashColumn)
                case .array: .array(in: column, parentHash: hashColumn)
                }
            let child = table(
                path: path + [property.name], properties: nested.properties, stream: stream, schema: schema, raw: nil,
                naming: naming, nesting: nesting)
            if let child { children.append(child) }
        }
        let added = columns.filter { !names.isOnRecord($0) }
        return Table(
            name: registry.physical(name, in: schema), history: keepsHistory ? history : nil,
            currentView: view.map { registry.physical($0, in: schema) },
            leftovers: isOverwritten && raw != nil ? leftovers(of: name, in: schema, hashColumn: hashColumn) : [],
            raw: raw?.name, rawFormat: raw?.format ?? .v1, stream: stream, path: path,
            columns: columns, hashColumn: hashColumn, nesting: nesting, mode: mode, children: children,
            newRecord: record?.isOnRecord == true && added.isEmpty
                ? nil
                : ResolvedNames.Record(
                    schema: schema, path: path, table: registry.physical(name, in: schema).name,
                    columns: (record?.columns ?? []) + added.map { .init(property: $0.property, name: $0.name) }))
    }

    /// `_airbyte_<leaf>_hashid`; with the depth where a nested value is called like its parent: `_airbyte_cars_2_hashid`.
    /// The original compares the names before they are cut, and so makes a table with the column twice of `é` in `e`.
    private func hashColumnName(of path: [String], parentHash: Identifier?) -> Identifier {
        let leaf = rules.table(path[path.count - 1]).text
        let plain = rules.column("_airbyte_\(leaf)_hashid")
        guard let parentHash else { return plain }
        let isAlike =
            Identifier(leaf.lowercased()) == Identifier(path[path.count - 2].lowercased())
            || rules.collisionKey(column: plain) == rules.collisionKey(column: parentHash)
        return isAlike ? rules.column("_airbyte_\(leaf)_\(path.count)_hashid") : plain
    }

    /// The history, and the staging table that the original keeps in a schema of its own.
    private func leftovers(of name: Identifier, in schema: Identifier, hashColumn: Identifier) -> [Leftover] {
        let history = Leftover(table: registry.physical(registry.history(of: name), in: schema), marker: .uniqueKeySCD)
        guard rules.hasStagingTables else { return [history] }
        let staging = TableName(
            schema: rules.schema("_airbyte_" + schema.text),
            name: rules.table(name.text, suffix: "_stg", truncating: false))
        return [history, Leftover(table: staging, marker: hashColumn)]
    }

    private func writeMode(of stream: StreamSchema, isRoot: Bool, columns: [Column]) -> WriteMode {
        switch stream.destinationSyncMode {
        case .overwrite: .overwrite
        case .append: .append
        // A child holds the rows of every version that its parent's history holds, so it only ever adds.
        case .appendDedup: isRoot ? .deduplicated(versioning(of: stream, columns: columns)) : .append
        }
    }

    private func versioning(of stream: StreamSchema, columns: [Column]) -> Versioning {
        let byProperty = Dictionary(
            columns.map { (ExactString($0.property), $0) }, uniquingKeysWith: { first, _ in first })
        func column(_ property: String) -> Column? {
            byProperty[ExactString(property)] ?? [Column.rawID, .emittedAt].first { $0.name.text == property }
        }
        let changes = ChangeColumns(in: columns)
        return Versioning(
            primaryKey: stream.primaryKey.compactMap(column),
            cursor: stream.cursor.flatMap(column) ?? changes.cursor ?? .emittedAt, changes: changes)
    }
}
