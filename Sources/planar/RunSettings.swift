import Dialects
import Project
import Runner
import TableModel

extension CatalogTarget {
    /// What the project says of streams with values that do not fit.
    func policies(of families: [[Script]]) -> [StreamName: BadValuePolicy] {
        var policies: [StreamName: BadValuePolicy] = [:]
        for stream in families.map({ $0[0].stream }) {
            switch project?.settings(ofStream: stream.name, in: stream.namespace).onBadValue {
            case .null: policies[stream] = .null
            case .fail: policies[stream] = .fail
            case nil: break
            }
        }
        return policies
    }
}

extension Project {
    /// The SQL that the file has around the work on streams, with the names of their tables.
    func hooks(of families: [[Script]], in dialect: any Dialect) throws -> [StreamName: Hooks] {
        var hooks: [StreamName: Hooks] = [:]
        for family in families {
            let stream = family[0].stream
            let settings = settings(ofStream: stream.name, in: stream.namespace)
            if settings.preHooks.isEmpty, settings.postHooks.isEmpty { continue }
            var names = [
                "table": dialect.relation(family[0].family).text,
                "schema": dialect.quotedSchema(family[0].family.schema).text,
            ]
            // What stands for a history where there is none is not the user's to name.
            let history = settings.history == .newest ? nil : family.first { $0.materialization == .history }
            names["history"] = history.map { dialect.relation($0.target).text }
            func expanded(_ hooks: [ValueText]) throws -> [SQL] { try hooks.map { try statement($0, names) } }
            hooks[stream] = Hooks(before: try expanded(settings.preHooks), after: try expanded(settings.postHooks))
        }
        return hooks
    }

    func runEndHooks() throws -> [SQL] { try onRunEnd.map { try statement($0, [:]) } }

    private func statement(_ hook: ValueText, _ names: [String: String]) throws -> SQL {
        SQL(trusted: try expanded(hook, with: names, keepsDollars: true))
    }
}
