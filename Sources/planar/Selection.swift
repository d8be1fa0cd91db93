import ArgumentParser
import Catalog
import Dialects
import Project

/// Which of a catalog's streams a command is about.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only these streams: a name or namespace.name, in which * stands for any characters and ? for one; state:modified for those that are other than in the manifest of the last run; result:error or result:skipped for what became of them in it. May be repeated.",
            valueName: "pattern"))
    var select: [String] = []

    @Option(help: ArgumentHelp("All but these streams, of those selected; may be repeated.", valueName: "pattern"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp(
            "With state:modified: the folder of the manifest.json to compare with (default: that of the report of runs).",
            valueName: "folder"))
    var state: String?

    /// - Throws: an exit code, with a message told, for a pattern that no stream has and for a selection of nothing.
    func families(_ families: [[Script]], of run: ReportedRun, isFromProject: Bool) throws -> [[Script]] {
        var run = run
        if let state { run.state = ReportFolder(path: state) }
        func chosen(_ option: String, _ patterns: [String]) throws -> Set<StreamName> {
            var all: Set<StreamName> = []
            for pattern in patterns {
                let chosen: [StreamName]
                if let method = SelectionMethod(pattern) {
                    chosen = try stopping(at: "\(option) \(pattern)") { try run.streams(method, among: families) }
                } else {
                    chosen = families.map { $0[0].stream }.filter { $0.matches(pattern: pattern) }
                    if chosen.isEmpty { try refuse(option, pattern, families, isFromProject) }
                }
                all.formUnion(chosen)
            }
            return all
        }
        let (wanted, unwanted) = (try chosen("--select", select), try chosen("--exclude", exclude))
        let selected = families.filter { family in
            (select.isEmpty || wanted.contains(family[0].stream)) && !unwanted.contains(family[0].stream)
        }
        if selected.isEmpty, !families.isEmpty, !select.contains(where: { SelectionMethod($0) != nil }) {
            Console.error("error: --exclude leaves none of the selected streams")
            throw ExitCode.wrongUsage
        }
        return selected
    }

    private func refuse(_ option: String, _ pattern: String, _ families: [[Script]], _ isFromProject: Bool) throws {
        let known = families.map { Shown.text("\($0[0].stream)") }.prefix(20).joined(separator: ", ")
        let reason = "the catalog has no such stream" + (isFromProject ? ", or the project leaves it out" : "")
        Console.error("error: \(option) \(pattern): \(reason)\n    hint: it has \(known)")
        throw ExitCode.wrongUsage
    }
}

/// A way to pick streams by what the last run left.
enum SelectionMethod: String {
    case modified = "state:modified"
    case failed = "result:error"
    case skipped = "result:skipped"

    init?(_ text: String) { self.init(rawValue: text) }
}

/// The report of the last run, as far as selections need it.
struct ReportedRun {
    private let report: ReportFolder?
    fileprivate var state: ReportFolder?
    private let dialect: any Dialect
    private let catalog: String

    init(_ report: ReportFolder?, in dialect: any Dialect, catalog: String) {
        self.report = report
        state = report
        self.dialect = dialect
        self.catalog = catalog
    }

    fileprivate func streams(_ method: SelectionMethod, among families: [[Script]]) throws -> [StreamName] {
        let names = families.map { $0[0].stream }
        switch method {
        case .modified:
            guard let state, let last = try state.lastManifest() else { throw Missing(file: state?.manifest) }
            let current = Manifest(families, in: dialect, catalog: catalog, metadata: last.metadata)
            return families.filter { family in
                family.contains { current.nodes[$0.uniqueID]?.checksum != last.nodes[$0.uniqueID]?.checksum }
            }.map { $0[0].stream }
        case .failed, .skipped:
            guard let report, let results = try report.lastResults() else { throw Missing(file: report?.results) }
            let wanted = results.streams { $0 == (method == .failed ? .error : .skipped) }
            return names.filter { name in wanted.contains { ExactString($0) == ExactString("\(name)") } }
        }
    }

    struct Missing: Error, CustomStringConvertible {
        let file: String?
        var description: String {
            file.map { "there is no \($0): no run has left a report" }
                ?? "no run has left a report: give --target-path, or write a project file"
        }
    }
}

extension StreamName {
    /// A name with a `*` of its own is meant as well.
    fileprivate func matches(pattern: String) -> Bool {
        matches(pattern) || StreamPattern(pattern).matches(name, in: namespace)
    }
}
