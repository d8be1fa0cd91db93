import Catalog
import Dialects
import TableModel
import Templates

/// Turns the relations of a plan into SQL.
struct ScriptWriter {
    let dialect: any Dialect
    let templates: TemplateLibrary

    /// - Throws: what is wrong with templates of the user's own; built-in ones are not tried.
    func write(_ plan: Plan) throws -> [Script] {
        let scripts = plan.relations.map { RelationWriter($0, dialect, templates).script }
        if templates.hasOverrides { for script in scripts { try script.check() } }
        return scripts
    }
}
