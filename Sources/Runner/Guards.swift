import Dialects
import TableModel

/// What a run refuses to do, because something would be lost that is not Planar's to lose.
struct Guards {
    let connection: any Connection
    let dialect: any Dialect
    let options: RunOptions

    func refuseLoss(of script: Script) async throws {
        if options.discardHistory { return }
        let lost = try await connection.count(script.unrecoverable)
        if lost > 0 {
            throw RunFailure.unrecoverableRows(script.target, count: lost, forMasks: options.isMaskedAnew)
        }
    }

    /// A table whose history is missing is filled anew from that of the raw rows that are there.
    func refuseLossWithoutHistory(of scripts: [Script], existing: [TableName: [ExistingColumn]]) async throws {
        guard scripts.contains(where: { $0.materialization == .history && existing[$0.target] == nil }),
            let table = scripts.first(where: { $0.target == $0.family }),
            existing[table.target]?.contains(where: { $0.name == Column.rawID.name }) == true
        else { return }
        try await refuseLoss(of: table)
    }

    /// A table that views read is not dropped: they are not Planar's to break.
    func refuseDrop(of table: TableName) async throws {
        let views = try await connection.views(reading: table)
        if !views.isEmpty { throw RunFailure.neededByViews(table, views: views) }
    }
}

extension Connection {
    /// The number that a query selects; 0 without a query.
    func count(_ query: SQL?) async throws -> Int {
        guard let query else { return 0 }
        return try await rows(query).first?.first.flatMap { $0.flatMap(Int.init) } ?? 0
    }

    /// Looks for what made a statement fail.
    func misfit(by query: SQL) async throws -> Misfit? {
        guard let row = try await rows(query).first, row.count == 3 else { return nil }
        return Misfit(rawRow: row[0] ?? "null", column: row[1], value: row[2] ?? "null")
    }
}

extension Script {
    /// Tables of an earlier sync mode that are there and are known by their marker.
    func leftovers(in existing: [TableName: [ExistingColumn]]) -> [TableName] {
        leftovers.filter { leftover in
            existing[leftover.table]?.contains { $0.name == leftover.marker } == true
        }.map(\.table)
    }

    /// Writes down the names that are new; nil where none is.
    func recording(in dialect: any Dialect) -> Statement? {
        newRecord.map {
            Statement(purpose: "record names", sql: NameTable(dialect).save($0), adds: false, isNote: true)
        }
    }
}

extension Statement {
    static func forget(_ table: TableName, _ dialect: any Dialect) -> Statement {
        Statement(
            purpose: "forget what was kept aside", sql: KeptAside(dialect).forget(table), adds: false, isNote: true)
    }

    /// Take away one of Planar's own views, and what is on record of it.
    static func dropView(_ view: TableName, _ dialect: any Dialect) -> [Statement] {
        [
            Statement(purpose: "drop view", sql: dialect.dropView(view), adds: false),
            Statement(purpose: "record view", sql: ViewTable(dialect).forget(view), adds: false, isNote: true),
        ]
    }

    static func dropLeftover(_ sql: SQL) -> Statement {
        Statement(purpose: "drop what an earlier sync mode left", sql: sql, adds: false)
    }
}
