import Catalog
import Dialects
import TableModel
import Templates

/// The front door: a catalog in, the scripts of its relations out, in the order in which they run.
///
/// ```
/// CatalogSource ─ readCatalog ─▶ [StreamSchema] ─ modelTables ─▶ [Table] ─ plan ─▶ Plan ─ write ─▶ [Script]
/// ```
package struct Compiler: Sendable {
    let dialect: any Dialect
    /// For streams without a namespace, as the user spells it.
    let defaultSchema: String
    let templates: TemplateLibrary

    package init(dialect: any Dialect, schema: String? = nil, templates: [String: String] = [:]) throws(TemplateError) {
        self.dialect = dialect
        defaultSchema = schema ?? dialect.defaultSchema
        self.templates = try TemplateLibrary(dialect: dialect.name, overrides: templates)
    }

    /// Catalog to plan: all that can be wrong with a catalog is known after it.
    ///
    /// - Parameters:
    ///   - rawTables: the tables that the target has, where it could be asked.
    ///   - resolved: the names that it uses already.
    /// - Returns: nil where a diagnostic is an error.
    package func plan(
        _ source: CatalogSource, rawTables: Set<Identifier>? = nil, resolved: ResolvedNames = ResolvedNames(),
        diagnostics: inout Diagnostics
    ) -> Plan? {
        let streams = readCatalog(source, into: &diagnostics)
        if diagnostics.hasErrors { return nil }
        let tables = modelTables(
            streams, rules: dialect.identifierRules, defaultSchema: defaultSchema, rawTables: rawTables,
            resolved: resolved, source: source, diagnostics: &diagnostics)
        return diagnostics.hasErrors ? nil : Generation.plan(tables, habits: dialect.habits)
    }

    /// Plan to SQL. Throws only for templates that a user has overridden.
    package func write(_ plan: Plan) throws -> [Script] {
        try ScriptWriter(dialect: dialect, templates: templates).write(plan)
    }
}
