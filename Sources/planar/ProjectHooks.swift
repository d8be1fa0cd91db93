import Dialects
import Generation
import Project
import Runner
import TableModel

/// The SQL that a project has around the work on streams and after the run.
struct ProjectHooks: Sendable {
    private(set) var ofStreams: [StreamName: Hooks] = [:]
    private(set) var atRunEnd: [SQL] = []

    /// What becomes of variables of the environment.
    enum Variables {
        case expanded
        /// They stay as they are spelled: what people read before a run must not show a secret.
        case spelled
    }

    /// - Parameter project: nil for no hooks.
    init(_ project: Project?, of families: [[Script]], in dialect: any Dialect, _ variables: Variables) throws {
        guard let project else { return }
        func statements(_ hooks: [ValueText], _ names: [String: String]) throws -> [SQL] {
            try hooks.map { hook in
                let text = try project.value {
                    switch variables {
                    case .expanded:
                        hook.expanded(Project.environment.merging(names) { $1 }, keepsDollars: true, into: &$0)
                    case .spelled:
                        hook.expanded(
                            names, keepsDollars: true, otherwise: { Self.names.contains($0) ? nil : "${\($0)}" },
                            into: &$0)
                    }
                }
                return SQL(trusted: text)
            }
        }
        for family in families {
            let stream = family[0].stream
            let settings = project.settings(ofStream: stream.name, in: stream.namespace)
            if settings.preHooks.isEmpty, settings.postHooks.isEmpty { continue }
            var names = [
                "table": dialect.relation(family[0].family).text,
                "schema": dialect.quotedSchema(family[0].family.schema).text,
            ]
            // What stands for a history where there is none is not the user's to name.
            let history = settings.history == .newest ? nil : family.first { $0.materialization == .history }
            names["history"] = history.map { dialect.relation($0.target).text }
            ofStreams[stream] = Hooks(
                before: try statements(settings.preHooks, names), after: try statements(settings.postHooks, names))
        }
        atRunEnd = try statements(project.onRunEnd, [:])
    }

    /// What stands for the stream's own.
    private static let names: Set = ["table", "schema", "history"]

    /// Of a stream where they would run.
    func of(_ stream: StreamForecast) -> Hooks? { stream.runsHooks ? ofStreams[stream.stream] : nil }

    /// For review, by their paths below the folder of compiled SQL.
    func files(of families: [[Script]]) -> [CompiledFiles.File] {
        var files: [CompiledFiles.File] = families.compactMap { family in
            let (stream, table) = (family[0].stream, family[0].family)
            guard let hooks = ofStreams[stream] else { return nil }
            return file(
                "\(clipped("\(table.schema.text).\(table.name.text)"))",
                header: "What `planar run` does before and after its work on \(table).",
                [("pre_hook", hooks.before), ("post_hook", hooks.after)])
        }
        if !atRunEnd.isEmpty {
            files.append(
                file("on_run_end", header: "What `planar run` does after all streams.", [("on_run_end", atRunEnd)]))
        }
        return files
    }

    private func file(_ name: String, header: String, _ hooks: [(setting: String, statements: [SQL])])
        -> CompiledFiles.File
    {
        let texts = hooks.flatMap { setting, statements in statements.map { "-- \(setting)\n\($0.ended)\n" } }
        return (
            "hooks/\(name).sql",
            "-- \(header.oneLine)\n-- ${NAME} stands for a variable of the environment.\n\n\(texts.joined(separator: "\n"))"
        )
    }
}

extension SQL {
    /// With the semicolon that a shell wants.
    fileprivate var ended: String {
        let text = text.prefix(upTo: text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex)
        return text.hasSuffix(";") ? String(text) : "\(text);"
    }
}
