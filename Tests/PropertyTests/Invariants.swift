/// What must hold between the rows of a stream's tables, whatever its records were.
struct Invariants {
    private(set) var intervals: [String] = []
    private(set) var links: [String] = []

    init(_ stream: Case, _ tables: [ActualTable]) {
        guard let top = tables.first else { return }
        if stream.mode == .deduplicated {
            checkIntervals(
                of: top, key: stream.key, mayBeDeleted: stream.fields.contains { $0.name == "_ab_cdc_deleted_at" })
            if tables.count > 1, stream.setting != .softDeletes { checkLatest(tables[1], against: top) }
        }
        // Children of a deduplicated stream belong to its history.
        let parents = [top] + tables.dropFirst(stream.mode == .deduplicated ? 2 : 1)
        for child in parents.dropFirst() { checkLinks(of: child, parents: parents) }
    }

    private mutating func checkIntervals(of history: ActualTable, key: [String], mayBeDeleted: Bool) {
        let starts = history.values("_airbyte_start_at")
        let ends = history.values("_airbyte_end_at")
        let active = history.values("_airbyte_active_row")
        let deleted = history.values("_ab_cdc_deleted_at")
        let keys = key.map(history.values)
        for (key, rows) in Dictionary(grouping: history.rows.indices, by: { row in keys.map { $0[row] } }) {
            // Every end is the start of another version, and one version, the newest, has none.
            var open = rows.map { starts[$0] }
            var unmatched: [String?] = []
            for end in rows.map({ ends[$0] }) {
                if let place = open.firstIndex(of: end) { open.remove(at: place) } else { unmatched.append(end) }
            }
            let isClosed = unmatched.isEmpty && open.isEmpty || unmatched == [nil] && open.count == 1
            let activeRows = rows.filter { active[$0] == "1" }
            let isAlive = !mayBeDeleted || activeRows.allSatisfy { deleted[$0] == nil }
            let newestIsDeleted = mayBeDeleted && rows.contains { deleted[$0] != nil && ends[$0] == nil }
            let hasOne = activeRows.count == 1 || activeRows.isEmpty && newestIsDeleted
            if !isClosed || !isAlive || !hasOne || activeRows.contains(where: { ends[$0] != nil }) {
                intervals.append(
                    "key \(key.map { $0 ?? "null" }): \(rows.map { "\(starts[$0] ?? "null")..\(ends[$0] ?? "null") active \(active[$0] ?? "")" })"
                )
            }
        }
    }

    private mutating func checkLatest(_ latest: ActualTable, against history: ActualTable) {
        let columns = latest.columns.filter { $0 != "_airbyte_normalized_at" }
        let active = history.values("_airbyte_active_row")
        let rows = history.rows.indices.filter { active[$0] == "1" }.map { history.rows[$0] }
        let versions = ActualTable(name: history.name, columns: history.columns, rows: rows)
        if latest.lines(columns) != versions.lines(columns) {
            intervals.append("\(latest.name) does not hold the active versions")
        }
    }

    /// Each nested row points at a row of its parent by raw id and hash.
    private mutating func checkLinks(of child: ActualTable, parents: [ActualTable]) {
        let ids = child.values("_airbyte_ab_id")
        let hashes = child.rows.map { $0[0] }
        guard let link = child.columns.first, let parent = parents.first(where: { $0.columns.last == link }) else {
            links.append("\(child.name): no table has \(child.columns.first ?? "")")
            return
        }
        let known = Set(zip(parent.values("_airbyte_ab_id"), parent.rows.map { $0.last ?? nil }).map { [$0, $1] })
        for (id, hash) in zip(ids, hashes) where !known.contains([id, hash]) {
            links.append("\(child.name): \(id ?? "null") \(hash ?? "null")")
        }
    }
}

extension ActualTable {
    fileprivate func values(_ column: String) -> [String?] {
        guard let place = columns.firstIndex(of: column) else { return rows.map { _ in nil } }
        return rows.map { $0[place] }
    }
}
