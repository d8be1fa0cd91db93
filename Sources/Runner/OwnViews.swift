import Catalog
import Dialects
import TableModel

/// The views in a target that Planar has made.
struct OwnViews: Sendable {
    private let ofFamilies: [ExactString: [TableName]]
    private let definitions: [TableName: String]

    private init(_ records: [ViewTable.Record]) {
        ofFamilies = Dictionary(grouping: records) { ExactString($0.family) }.mapValues { $0.map(\.view) }
        definitions = Dictionary(records.map { ($0.view, $0.definition) }, uniquingKeysWith: { $1 })
    }

    /// - Parameter family: the stream whose views are asked for; nil for all.
    init(
        of family: TableName? = nil, on connection: any Connection, _ dialect: any Dialect,
        existing: [TableName: [ExistingColumn]]
    ) async throws {
        let table = ViewTable(dialect)
        self.init(
            existing[table.table] == nil
                ? [] : try await connection.rows(table.read(of: family)).compactMap(ViewTable.record))
    }

    func of(_ family: TableName) -> [TableName] { ofFamilies[ExactString("\(family)")] ?? [] }

    func knows(_ view: TableName) -> Bool { definitions[view] != nil }

    /// Those that a stream has no more.
    func outdated(_ scripts: [Script]) -> [TableName] {
        let wanted = Set(scripts.map(\.target))
        return of(scripts[0].family).filter { !wanted.contains($0) }
    }

    /// What has to be done about a view.
    ///
    /// - Parameter existing: its columns, nil where it is not there.
    func work(for script: Script, existing: [ExistingColumn]?) throws(RunFailure) -> Work {
        guard existing != nil else { return .build }
        guard let definition = definitions[script.target] else { throw .foreignView(script.target) }
        return definition == script.viewDefinition?.text ? .update(after: .none(of: script)) : .build
    }
}

extension Script {
    /// The statement that makes it; nil where it is a table.
    var viewDefinition: SQL? { materialization == .view ? first.first?.sql : nil }

    /// What is written down of a relation once the work on it is done.
    func recordings(after work: Work, in dialect: any Dialect, views: OwnViews) -> [Statement] {
        guard let viewDefinition else { return [recording(in: dialect)].compactMap { $0 } }
        guard work.builds else { return [] }
        return ViewTable(dialect).save(
            target, of: family, definition: viewDefinition, replacing: views.knows(target)
        ).map { Statement(purpose: "record view", sql: $0, adds: false, isNote: true) }
    }
}
