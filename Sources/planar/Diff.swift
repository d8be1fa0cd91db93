import ArgumentParser
import Catalog
import Dialects
import FoundationEssentials
import Generation
import Project
import TableModel

struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what changes between two catalogs, or two compiled outputs, for those who query the tables.",
        discussion: """
            Both are files of catalogs, or both folders that planar compile has written. Catalogs are compared with the settings of \
            the project file, where there is one, and the later one keeps the names of the earlier. No database is asked.

            Example: planar diff before/catalog.json catalog.json
            Example: planar diff --detailed-exitcode main/sql sql
            """)

    @Argument(help: ArgumentHelp("The earlier catalog, or folder of compiled SQL.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("The later one.", valueName: "after"))
    var after: String

    @OptionGroup var projectOptions: ProjectOptions

    @Option(help: "The database that is meant (default: that of the project's target).")
    var dialect: DialectName?

    @OptionGroup var compilerOptions: CompilerOptions
    @OptionGroup var lockOptions: LockOptions

    @Flag(help: "Exit with 2 where there is a difference, with 0 where there is none.")
    var detailedExitcode = false

    func run() async throws {
        let (old, new) = try tables()
        let differences = TableDifference.all(from: old, to: new)
        for difference in differences { print(difference) }
        let counts = [("new", differences.count(where: \.isNew)), ("gone", differences.count(where: \.isGone))]
            .filter { $0.1 > 0 }.map { "\($0.1.of("table")) \($0.0)" }
        let changed = differences.count { !$0.isNew && !$0.isGone }
        let all = counts + (changed == 0 ? [] : ["\(changed.of("table")) changed"])
        print(all.isEmpty ? "no difference" : all.joined(separator: ", "))
        if detailedExitcode, !differences.isEmpty { throw ExitCode.hasWork }
    }

    private func tables() throws -> (old: [TableShape], new: [TableShape]) {
        let areFolders = [before, after].map { path in
            var isFolder = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
        }
        if areFolders == [true, true] {
            return try stopping { (try TableShape.all(compiledIn: before), try TableShape.all(compiledIn: after)) }
        }
        guard areFolders == [false, false] else {
            throw ValidationError("two catalogs or two folders, not one of each")
        }
        let project = try projectOptions.read()
        let compiler = try compilerOptions.compiler(dialect, of: projectOptions, project)
        var names = try lockOptions.names()
        func shapes(_ path: String) throws -> [TableShape] {
            var diagnostics = Diagnostics()
            guard let source = CatalogSource(path: path, into: &diagnostics) else {
                Console.error("\(diagnostics)")
                throw ExitCode.wrongUsage
            }
            guard let plan = compiler.plan(source, resolved: names, diagnostics: &diagnostics) else {
                try diagnostics.show()
                throw ExitCode.failed
            }
            let scripts = try compilerOptions.write(plan, with: compiler)
            names = names.adding(scripts)
            return scripts.map(TableShape.init)
        }
        return (try shapes(before), try shapes(after))
    }
}

/// A table as those see it who query it.
struct TableShape {
    let name: String
    /// The stream and its sync modes, where these are known.
    let kind: String
    /// Name and type.
    let columns: [(name: String, type: String)]

    init(_ script: Script) {
        name = "\(script.target)"
        kind = script.modes
        columns = script.columns.map { ($0.name.text, $0.sqlType.text) }
    }

    private init(name: String, kind: String, columns: [(String, String)]) {
        self.name = name
        self.kind = kind
        self.columns = columns
    }

    /// Reads the `plan.json` of a folder that `planar compile` has written.
    static func all(compiledIn folder: String) throws -> [TableShape] {
        let path = "\(folder)/\(planFileName)"
        let relations = CatalogSource(file: path, bytes: try Files.read(path)).root?["relations"]?.elements
        guard let relations else { throw Files.Failure(description: "\(path) is no plan of planar's") }
        return relations.compactMap { relation in
            guard let target = relation["target"], let schema = target["schema"]?.text, let name = target["name"]?.text
            else { return nil }
            return TableShape(
                name: "\(schema).\(name)", kind: relation["materialization"]?.text ?? "",
                columns: (relation["columns"]?.elements ?? []).compactMap { column in
                    column["name"]?.text.map { ($0, column["sqlType"]?.text ?? "") }
                })
        }
    }
}

/// What has become of one table.
struct TableDifference: CustomStringConvertible {
    private let old: TableShape?
    private let new: TableShape?
    var isNew: Bool { old == nil }
    var isGone: Bool { new == nil }

    /// In the order of the later ones, then those that are gone.
    static func all(from old: [TableShape], to new: [TableShape]) -> [TableDifference] {
        let earlier = Dictionary(old.map { (ExactString($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        let later = Set(new.map { ExactString($0.name) })
        return new.map { TableDifference(old: earlier[ExactString($0.name)], new: $0) }.filter { !$0.lines.isEmpty }
            + old.filter { !later.contains(ExactString($0.name)) }.map { TableDifference(old: $0, new: nil) }
    }

    var description: String { lines.joined(separator: "\n") }

    private var lines: [String] {
        guard let new else { return ["- \(old?.name ?? "")  (stays as it is, and is no longer written)"] }
        guard let old else {
            return ["+ \(new.name)  (\(new.kind))"] + new.columns.map { "    + \($0.name) \($0.type)" }
        }
        let before = Dictionary(
            old.columns.map { (ExactString($0.name), $0.type) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.columns.map { ExactString($0.name) })
        var changes = new.columns.compactMap { column in
            guard let type = before[ExactString(column.name)] else { return "    + \(column.name) \(column.type)" }
            return type == column.type ? nil : "    ~ \(column.name) \(type) -> \(column.type)"
        }
        changes += old.columns.filter { !after.contains(ExactString($0.name)) }.map { "    - \($0.name)" }
        if old.kind != new.kind { changes.append("    ~ \(old.kind) -> \(new.kind)") }
        return changes.isEmpty ? [] : ["~ \(new.name)"] + changes
    }
}
