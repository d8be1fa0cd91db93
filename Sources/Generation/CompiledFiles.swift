import Catalog
import Dialects
import TableModel

extension Compiler {
    /// Writes the files for review one after the other: one a relation, what differs on a first build below `first/`,
    /// what takes its place where values do not fit below `careful/`, and `plan.json`, which comes last.
    ///
    /// - Parameter write: takes the path below the output folder and the text in pieces.
    package func writeFiles(
        for scripts: [Script], _ write: (_ path: String, _ pieces: AnySequence<String>) throws -> Void
    ) throws {
        let names = fileNames(of: scripts)
        for (script, name) in zip(scripts, names) {
            func add(_ path: String, _ statements: [Statement], isCareful: Bool = false) throws {
                try write(path, AnySequence([try file(script, statements: statements, isCareful: isCareful)]))
            }
            let incremental = script.incremental
            try add(name, incremental)
            try add("first/\(name)", script.first)
            if incremental.contains(where: { $0.careful != nil }) {
                try add("careful/\(name)", incremental.flatMap(\.carefully), isCareful: true)
            }
        }
        try write(planFileName, planFile(scripts, names: names))
    }

    /// What ``writeFiles(for:_:)`` writes, by path.
    package func files(for scripts: [Script]) throws -> [String: String] {
        var files: [String: String] = [:]
        try writeFiles(for: scripts) { files[$0] = $1.joined() }
        return files
    }

    /// `public.orders.02_orders_items.sql`: schema and table of the stream, then the place in the order of its relations,
    /// so that the names in alphabetical order are an order of execution, and a new stream renames no other's files.
    private func fileNames(of scripts: [Script]) -> [String] {
        let families = scripts.families
        return families.flatMap { family in
            let root = family[0].family
            let digits = max(2, String(family.count).count)
            return family.enumerated().map { index, script in
                let number = String(index + 1)
                let padded = String(repeating: "0", count: digits - number.count) + number
                return
                    "\(clipped("\(root.schema.text).\(root.name.text)")).\(padded)_\(clipped(script.target.name.text)).sql"
            }
        }
    }

    private func file(_ script: Script, statements: [Statement], isCareful: Bool = false) throws -> String {
        var header = [
            "\(oneLine("\(script.target)")): stream \(oneLine("\(script.stream)")) (\(script.modes)).",
            "Reads \(script.reads.map { oneLine("\($0)") }.joined(separator: ", ")).",
        ]
        header += script.leftovers.map {
            "`planar run` also drops \(oneLine("\($0.table)")) where an earlier sync with history has left it."
        }
        if isCareful {
            header.append(
                "For when a value does not fit its column or a raw row is no record: see \(KeptAside(dialect).table).")
        }
        let variables = statements.contains { $0.defines && $0.adds } ? [] : script.variables
        let text = ScriptText([(variables, statements)], dialect: dialect)
        var state = [
            script.materialization == .table ? nil : dialect.progressCreation,
            isCareful ? dialect.keptAsideCreation : nil,
        ].compactMap { $0 }
        if !state.isEmpty, dialect.hasSchemas {
            state.insert(dialect.createSchema(KeptAside(dialect).table.schema), at: 0)
        }
        let rendered = try templates.render(
            "file.sql",
            [
                "header": .one(SQL(trusted: header.map { "-- \($0)" }.joined(separator: "\n")))
            ],
            offered: [
                "statements": .one(statements.map(\.sql).joined("\n\n")),
                "declarations": .many(text.declarations.isEmpty ? [] : ["\(text.declarations.joined("\n"))\n"]),
                "script": .one(text.body),
                "state": .many(state.isEmpty ? [] : [state.joined("\n")]),
                "create_schema": .one(dialect.createSchema(script.target.schema)),
            ])
        return rendered.text + "\n"
    }
}

/// File systems take 255 bytes. What is cut off counts in the digits at the end.
private func clipped(_ name: String) -> String {
    name.utf8.count <= 110 ? name : "\(name.prefix(100))-\(pathHash([name], digits: 8, foldingCase: false))"
}

/// The name of the plan within the output folder.
package let planFileName = "plan.json"

/// A name from a catalog in a comment must not end the comment.
private func oneLine(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map {
                $0.properties.generalCategory == .control || $0.properties.isWhitespace ? " " : $0
            }))
}
