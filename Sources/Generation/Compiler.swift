import Catalog
import Dialects
import Project
import TableModel
import Templates

/// The front door: a catalog in, the scripts of its relations out, in the order in which they run.
///
/// ```
/// CatalogSource ─ readCatalog ─▶ [StreamSchema] ─ apply ─▶ ConfiguredStreams ─ modelTables ─▶ [Table]
///     ─ plan ─▶ Plan ─ write ─▶ [Script]
/// ```
package struct Compiler: Sendable {
    package let dialect: any Dialect
    /// For streams without a namespace, as the user spells it.
    let defaultSchema: String
    let templates: TemplateLibrary
    private let settings: ProjectSettings?
    /// Of Airbyte's newer format, where no target is asked.
    package let rawTablesOfV2: RawTablesOfV2

    package init(
        dialect: any Dialect, schema: String? = nil, templates: [String: String] = [:],
        settings: ProjectSettings? = nil, rawTablesOfV2: RawTablesOfV2 = RawTablesOfV2(existing: [:])
    ) throws(TemplateError) {
        self.dialect = dialect
        self.settings = settings
        self.rawTablesOfV2 = rawTablesOfV2
        defaultSchema = schema ?? dialect.defaultSchema
        self.templates = try TemplateLibrary(dialect: dialect.name, overrides: templates)
    }

    /// Catalog to plan: all that can be wrong with a catalog is known after it.
    ///
    /// - Parameters:
    ///   - rawTables: the tables that the target has, where it could be asked.
    ///   - rawTablesOfV2: those of Airbyte's newer format that it has.
    ///   - resolved: the names that it uses already.
    /// - Returns: nil where a diagnostic is an error.
    package func plan(
        _ source: CatalogSource, rawTables: Set<Identifier>? = nil, rawTablesOfV2: RawTablesOfV2? = nil,
        resolved: ResolvedNames = ResolvedNames(), diagnostics: inout Diagnostics
    ) -> Plan? {
        let streams = readCatalog(source, into: &diagnostics)
        if diagnostics.hasErrors { return nil }
        let configured = settings?.apply(to: streams, into: &diagnostics) ?? ConfiguredStreams(streams)
        if diagnostics.hasErrors { return nil }
        let tables = modelTables(
            configured.streams, naming: configured.naming, disabled: configured.disabled,
            rules: dialect.identifierRules, defaultSchema: defaultSchema, rawTables: rawTables,
            rawTablesOfV2: rawTablesOfV2 ?? self.rawTablesOfV2,
            resolved: resolved, source: source, diagnostics: &diagnostics)
        if diagnostics.hasErrors { return nil }
        let plan = Generation.plan(tables, habits: dialect.habits)
        reportLongScripts(of: plan, source: source, into: &diagnostics)
        return plan
    }

    /// The SQL of a relation cannot be divided. Only of wide tables is it that long: names have 300 characters at most
    /// and stand in a script some twenty times.
    private func reportLongScripts(of plan: Plan, source: CatalogSource, into diagnostics: inout Diagnostics) {
        guard let limit = dialect.statementLimit else { return }
        let wide = Plan(relations: plan.relations.filter { $0.table.columns.count >= 100 })
        // What is wrong with a user's own template is told where all are written.
        guard let scripts = try? write(wide) else { return }
        var reported: Set<TableName> = []
        for (relation, script) in zip(wide.relations, scripts) {
            let record = script.newRecord.map { NameTable(dialect).save($0).text.utf8.count } ?? 0
            let bytes =
                [script.first, script.incremental, script.rebuild].map {
                    ScriptText([(script.variables, $0)], dialect: dialect).sql.text.utf8.count + record
                }.max() ?? 0
            guard bytes > limit, reported.insert(relation.table.name).inserted else { continue }
            diagnostics.report(
                .statementTooLong(
                    relation.table.path, columns: relation.table.columns.count, bytes: bytes, limit: limit,
                    at: relation.table.stream.place, in: source))
        }
    }

    /// Plan to SQL. Throws only for templates that a user has overridden.
    package func write(_ plan: Plan) throws -> [Script] {
        try ScriptWriter(dialect: dialect, templates: templates).write(plan)
    }

    /// All rows of a relation, as a first build has them: a query without an end.
    ///
    /// - Parameter dialect: the compiler's own, with other words for tables.
    package func select(_ relation: Relation, in dialect: PostgresDialect) throws -> SQL {
        try RelationWriter(relation, dialect, templates).select()
    }
}
