import CCrypto
import Catalog

/// Decides the table name of every stream and nested value of a catalog at once, because one decides another's.
///
/// A name is the path joined by `_` and cut to length. Names that meet in one schema are all renamed with three
/// hexadecimal digits of a hash over schema and path: `parent_30c_child`. Nested values without columns take part though
/// they make no table, as in the original. Where that still leaves two tables with one name, or a table with the name of
/// a history or a raw table (the original crashes), the later one gets more digits.
struct NameRegistry {
    /// A stream or nested value, in the order of a walk through the catalog, parents before their children.
    struct Entry {
        let schema: Identifier
        let path: [String]
        let naming: TableNaming
        let makesTable: Bool
        let hasHistory: Bool
        let hasCurrentView: Bool
        let place: Place
    }

    struct Rename {
        let entry: Entry
        let wanted: Identifier
        let given: Identifier
        /// What has the name, where the original could not have told them apart; nil where its scheme renames both.
        let holder: String?
    }

    private let rules: IdentifierRules
    private let defaultSchema: Identifier
    /// The record of each entry whose name is on record and may stay.
    let records: [ResolvedNames.Record?]
    private let recorded: Set<Int>
    /// The name of each entry, without the schema that stands in it on databases without schemas.
    private(set) var names: [Identifier]
    /// The name of the view beside each entry's table; nil where it has none.
    private(set) var currentViews: [Identifier?] = []
    /// Tables that do not have the plain name of their path.
    private(set) var renames: [Rename] = []

    /// - Parameters:
    ///   - reserved: physical names that no table may take: the raw tables.
    ///   - resolved: what the database already calls its tables.
    init(
        _ entries: [Entry], rules: IdentifierRules, defaultSchema: Identifier, reserved: [TableName],
        resolved: ResolvedNames
    ) {
        self.rules = rules
        self.defaultSchema = defaultSchema
        let records = entries.map { entry -> ResolvedNames.Record? in
            guard entry.makesTable, let record = resolved.record(of: entry.path, in: entry.schema) else { return nil }
            if entry.naming.leavesTables { return record }
            // A name that the user's settings would not give makes way for one that they give.
            let name = Self.logical(record.table, in: entry.schema, rules: rules, defaultSchema: defaultSchema)
            return Self.possibleNames(of: entry, rules).contains(name) ? record : nil
        }
        self.records = records
        recorded = Set(records.indices.filter { records[$0] != nil })
        names = entries.map { rules.table($0.naming.spelled($0.path).joined(separator: "_")) }
        renameColliding(entries)
        for (index, record) in records.enumerated() {
            guard let record else { continue }
            names[index] = Self.logical(record.table, in: record.schema, rules: rules, defaultSchema: defaultSchema)
        }
        let here = Set(records.compactMap { $0.map { TableName(schema: $0.schema, name: $0.table) } })
        let gone = resolved.records.map { TableName(schema: $0.schema, name: $0.table) }.filter { !here.contains($0) }
        separate(
            entries,
            reserved: reserved.map { ($0, "a raw table") }
                + gone.map { ($0, "a table of a stream that has left the catalog") })
    }

    /// The name under which the database knows the table.
    func physical(_ name: Identifier, in schema: Identifier) -> TableName {
        guard rules.schemaStandsInName, schema != defaultSchema else { return TableName(schema: schema, name: name) }
        return TableName(schema: schema, name: Identifier("\(schema.text)__\(name.text)"))
    }

    /// The name without the schema that stands in it.
    private static func logical(
        _ physical: Identifier, in schema: Identifier, rules: IdentifierRules, defaultSchema: Identifier
    ) -> Identifier {
        guard rules.schemaStandsInName, schema != defaultSchema, physical.text.hasPrefix("\(schema.text)__") else {
            return physical
        }
        return Identifier(String(physical.text.dropFirst(schema.text.count + 2)))
    }

    /// `users` → `users_scd`; `DATA` → `data_scd` on Postgres, since only `DATA` is reserved.
    func history(of name: Identifier) -> Identifier { rules.table(name.text, suffix: "_scd", truncating: false) }

    private func key(_ name: Identifier, in schema: Identifier) -> TableName {
        rules.collisionKey(physical(name, in: schema))
    }

    private mutating func renameColliding(_ entries: [Entry]) {
        let groups = Dictionary(grouping: entries.indices) { key(names[$0], in: entries[$0].schema) }
        for group in groups.values where group.count > 1 {
            for index in group {
                let entry = entries[index]
                let given = Self.hashedName(of: entry, digits: 3, foldingCase: true, rules)
                if entry.makesTable, !recorded.contains(index) {
                    renames.append(Rename(entry: entry, wanted: names[index], given: given, holder: nil))
                }
                names[index] = given
            }
        }
    }

    private mutating func separate(_ entries: [Entry], reserved: [(TableName, String)]) {
        // Each name that is taken, with what has it.
        var taken: [TableName: String] = [:]
        for (name, holder) in reserved { taken[rules.collisionKey(name)] = holder }
        func wants(_ name: Identifier, _ entry: Entry) -> [(TableName, String)] {
            let path = entry.path.joined(separator: ".")
            return [(key(name, in: entry.schema), path)]
                + (entry.hasHistory ? [(key(history(of: name), in: entry.schema), "the history of \(path)")] : [])
        }
        for index in recorded { taken.merge(wants(names[index], entries[index])) { $1 } }
        // Streams first: a nested value gives way to a stream.
        let order =
            entries.indices.filter { entries[$0].path.count == 1 }
            + entries.indices.filter { entries[$0].path.count > 1 }
        for index in order where entries[index].makesTable && !recorded.contains(index) {
            let entry = entries[index]
            let wanted = names[index]
            var digits = 3
            let holder = wants(wanted, entry).compactMap { taken[$0.0] }.first
            while wants(names[index], entry).contains(where: { taken[$0.0] != nil }), digits <= 40 {
                names[index] = Self.hashedName(of: entry, digits: digits, foldingCase: false, rules)
                digits += 3
            }
            taken.merge(wants(names[index], entry)) { $1 }
            if let holder { renames.append(Rename(entry: entry, wanted: wanted, given: names[index], holder: holder)) }
        }
        currentViews = entries.enumerated().map { index, entry in
            guard entry.makesTable, entry.hasCurrentView else { return nil }
            // A view gives way to every table.
            for digits in stride(from: 0, through: 40, by: 4) {
                let hash = digits == 0 ? "" : "_" + pathHash(entry.path, digits: digits, foldingCase: false)
                let view = rules.table(names[index].text, suffix: "_current\(hash)", truncating: false)
                let key = key(view, in: entry.schema)
                guard taken[key] == nil else { continue }
                taken[key] = "the view of \(entry.path.joined(separator: "."))"
                return view
            }
            return nil
        }
    }

    /// The plain name and those by which it can be told from others.
    private static func possibleNames(of entry: Entry, _ rules: IdentifierRules) -> Set<Identifier> {
        let hashed = stride(from: 3, through: 42, by: 3).map {
            hashedName(of: entry, digits: $0, foldingCase: false, rules)
        }
        return Set(hashed).union([
            rules.table(entry.naming.spelled(entry.path).joined(separator: "_")),
            hashedName(of: entry, digits: 3, foldingCase: true, rules),
        ])
    }

    /// `stream_b94`, or `parent_b94_child` with the parent, then the child, cut as far as the limit demands.
    private static func hashedName(of entry: Entry, digits: Int, foldingCase: Bool, _ rules: IdentifierRules)
        -> Identifier
    {
        let hash = pathHash([entry.schema.text] + entry.path, digits: digits, foldingCase: foldingCase)
        let path = entry.naming.spelled(entry.path)
        guard let leaf = path.last, path.count > 1 else { return rules.table("\(path[0])_\(hash)") }
        let parent = rules.tablePart(path.dropLast().joined(separator: "_"))
        let child = rules.tablePart(leaf)
        let room = rules.nameLimit - hash.count - 2
        let leastParent = min(10, parent.count)
        if parent.count + child.count < room { return rules.table("\(parent)_\(hash)_\(child)", truncating: false) }
        if leastParent + child.count < room {
            return rules.table("\(parent.prefix(room - child.count))_\(hash)_\(child)", truncating: false)
        }
        return rules.table(
            "\(parent.prefix(leastParent))_\(hash)_\(truncated(child, to: room - leastParent - 1))", truncating: false)
    }
}

/// Two lower-case digits a byte.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// The first digits of SHA-1 over the parts joined by `&airbyte&`. The original folds ASCII case first.
package func pathHash(_ parts: [String], digits: Int, foldingCase: Bool) -> String {
    let joined = parts.joined(separator: "&airbyte&")
    let bytes = Array((foldingCase ? asciiLowercased(joined) : joined).utf8)
    let digest = [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
        ccrypto_sha1(bytes, bytes.count, buffer.baseAddress)
        count = 20
    }
    return String(hexadecimal(digest).prefix(digits))
}
