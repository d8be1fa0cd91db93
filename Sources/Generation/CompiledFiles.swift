import Catalog
import Dialects
import TableModel

/// The files for review: one a relation, what differs on a first build below `first/`, what takes its place where values
/// do not fit below `careful/`, SQL of the user's own below `hooks/`, and `plan.json`. Each is written when it is asked for.
package struct CompiledFiles: Sendable {
    package typealias File = (path: String, text: String)

    private let scripts: [Script]
    private let names: [String]
    private let compiler: Compiler
    /// What is to be read before a run, and run by that alone.
    package let hooks: [File]

    package init(of scripts: [Script], by compiler: Compiler, hooks: [File] = []) {
        self.scripts = scripts
        self.compiler = compiler
        self.hooks = hooks
        names = Self.names(of: scripts)
    }

    package var relations: Range<Int> { scripts.indices }

    /// The files of a relation with their paths below the output folder.
    ///
    /// - Throws: what is wrong with a template of the user's own, and then for every relation.
    package func files(of relation: Int) throws -> [File] {
        let (script, name) = (scripts[relation], names[relation])
        let incremental = script.incremental
        var files = [
            (path: name, text: try file(script, statements: incremental)),
            (path: "first/\(name)", text: try file(script, statements: script.first)),
        ]
        if incremental.contains(where: { $0.careful != nil }) {
            files.append(
                ("careful/\(name)", try file(script, statements: incremental.flatMap(\.carefully), isCareful: true)))
        }
        return files
    }

    /// The relation's file.
    package func update(of relation: Int) throws -> String {
        try file(scripts[relation], statements: scripts[relation].incremental)
    }

    /// The file below `first/`.
    package func build(of relation: Int) throws -> String {
        try file(scripts[relation], statements: scripts[relation].first)
    }

    /// The text of `plan.json` in pieces.
    package var plan: AnySequence<String> { planFile(scripts, names: names, hooks: hooks.map(\.path)) }

    /// `public.orders.02_orders_items.sql`: schema and table of the stream, then the place in the order of its relations,
    /// so that the names in alphabetical order are an order of execution, and a new stream renames no other's files.
    private static func names(of scripts: [Script]) -> [String] {
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

    private var dialect: any Dialect { compiler.dialect }

    private func file(_ script: Script, statements: [Statement], isCareful: Bool = false) throws -> String {
        var header = [
            "\("\(script.target)".oneLine): stream \("\(script.stream)".oneLine) (\(script.modes)).",
            "Reads \(script.reads.map { "\($0)".oneLine }.joined(separator: ", ")).",
        ]
        header += script.leftovers.map {
            "`planar run` also drops \("\($0.table)".oneLine) where an earlier sync with history has left it."
        }
        if isCareful {
            header.append(
                "For when a value does not fit its column or a raw row is no record: see \(KeptAside(dialect).table).")
        }
        if script.masking?.usesHash == true {
            header.append("Hashes of personal values need the project's secret: see Masks in Planar's README.")
        }
        let variables = statements.contains { $0.defines && $0.adds } ? [] : script.variables
        lazy var text = ScriptText([(variables, statements)], dialect: dialect)
        var state = [
            script.materialization.keepsRows && dialect.habits.progress == .script ? dialect.progressCreation : nil,
            script.infersDeletes && script.materialization == .history ? dialect.snapshotCreation : nil,
            isCareful ? dialect.keptAsideCreation : nil, script.masking == nil ? nil : dialect.maskFunctions,
        ].compactMap { $0 }
        if !state.isEmpty, dialect.hasSchemas {
            state.insert(dialect.createSchema(KeptAside(dialect).table.schema), at: 0)
        }
        let rendered = try compiler.templates.render(
            "file.sql", ["header": .one(SQL(trusted: header.map { "-- \($0)" }.joined(separator: "\n")))]
        ) { slot in
            switch slot {
            case "statements": .one(statements.map(\.sql).joined("\n\n"))
            case "declarations": .many(text.declarations.isEmpty ? [] : ["\(text.declarations.joined("\n"))\n"])
            case "script": .one(text.body)
            case "state": .many(state.isEmpty ? [] : [state.joined("\n")])
            case "create_schema": .one(dialect.createSchema(script.target.schema))
            case "compare_all":
                .many([script.materialization.keepsRows ? dialect.compareAll : nil].compactMap { $0 })
            default: nil
            }
        }
        return rendered.text + "\n"
    }
}

extension Compiler {
    /// All files at once by their paths.
    package func files(for scripts: [Script]) throws -> [String: String] {
        let files = CompiledFiles(of: scripts, by: self)
        var texts = [planFileName: files.plan.joined()]
        for relation in files.relations {
            for (path, text) in try files.files(of: relation) { texts[path] = text }
        }
        return texts
    }
}

/// A name as a part of a file's. File systems take 255 bytes. What is cut off counts in the digits at the end.
package func clipped(_ name: String) -> String {
    name.utf8.count <= 110 ? name : "\(name.prefix(100))-\(pathHash([name], digits: 8, foldingCase: false))"
}

/// The name of the plan within the output folder.
package let planFileName = "plan.json"

extension String {
    /// For comments, which a name from a catalog must not end.
    package var oneLine: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.map {
                    $0.properties.generalCategory == .control || $0.properties.isWhitespace ? " " : $0
                }))
    }
}
