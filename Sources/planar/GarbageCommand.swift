import ArgumentParser
import Catalog
import Dialects
import Project
import Runner

struct GarbageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Lists, and removes when told to, tables of Planar's own making that no stream writes any more.",
        discussion: """
            Such tables are left by streams that have left the catalog, by child tables that are no longer made, by another \
            schema, prefix or casing, and by histories that were switched off. Tables of streams that are `enabled: false` are \
            none of them, nor is anything that Planar has not on record.

            Without --remove nothing is written. Where several catalogs share a database, each sees the tables of the others as those of \
            streams that it does not have: name what is to go. A table that a view reads is not dropped.

            Example: planar gc --target warehouse
            Example: planar gc --target warehouse --remove public.orders_scd --remove 'crm_*'
            """)

    @OptionGroup var target: TargetOptions

    @Option(
        help: ArgumentHelp(
            "Drop these tables of the list: a name or schema.name, in which * stands for any characters; may be repeated. What they hold is gone.",
            valueName: "pattern"))
    var remove: [String] = []

    func validate() throws {
        if !target.selection.select.isEmpty || !target.selection.exclude.isEmpty {
            throw ValidationError("gc looks at all streams; pick tables with --remove")
        }
    }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        let patterns = remove.map { ($0, StreamPattern($0)) }
        let (isDone, isInterrupted) = try await interruptible {
            let found = try await catalogTarget.look()
            return try await withSession(catalogTarget.destination.connect) {
                try await Self.collect(patterns, catalogTarget, found, $0)
            }
        }
        if isInterrupted { throw ExitCode.interrupted }
        if !isDone { throw ExitCode.failed }
    }

    /// - Returns: whether all that was to go has gone.
    private static func collect(
        _ patterns: [(text: String, pattern: StreamPattern)], _ target: CatalogTarget, _ found: Target,
        _ connection: any Connection
    ) async throws -> Bool {
        let leftovers = Leftovers(connection, dialect: target.destination.dialect, in: found)
        let tables = try await leftovers.find(
            besides: try target.allFamilies(of: found), disabled: target.disabledStreams)
        if tables.isEmpty {
            print("nothing is left behind")
            return true
        }
        func names(_ table: Leftovers.Table, _ pattern: StreamPattern) -> Bool {
            pattern.matches(table.name.name.text, in: table.name.schema.text)
        }
        if let stray = patterns.first(where: { pattern in !tables.contains { names($0, pattern.pattern) } }) {
            Console.error(
                "error: --remove \(stray.text): no table of the list has this name\n    hint: planar gc lists them")
            throw ExitCode.wrongUsage
        }
        var failures = 0
        var removed = 0
        for table in tables {
            let what = "\(table.name)  \(table.explanation)"
            guard patterns.contains(where: { names(table, $0.pattern) }) else {
                print("\(patterns.isEmpty ? "" : "kept     ")\(what)")
                continue
            }
            do {
                try await leftovers.remove(table)
                removed += 1
                print("removed  \(what)")
            } catch let error where error is RunFailure || error is DatabaseError {
                failures += 1
                Console.error("failed   \(table.name): \(error)")
            }
        }
        let left = tables.count - removed
        print("\(removed == 0 ? "" : "\(removed.of("table")) removed, ")\(left.of("table")) left behind")
        if patterns.isEmpty { print("nothing was removed: name what is to go with --remove") }
        return failures == 0
    }
}

extension Leftovers.Table {
    fileprivate var explanation: String {
        let stream = Shown.text(path.joined(separator: "."))
        let history =
            switch kind {
            case .history: " (a history, which may have versions that no raw row has any more)"
            case .view: " (a view)"
            case .table: ""
            }
        return switch reason {
        case .streamIsGone: "the catalog has no stream \(Shown.text(path[0]))\(history)"
        case .settings: "\(stream) is written to other tables, or to fewer\(history)"
        case .formerName: "\(stream) has a table of another name by now\(history)"
        }
    }
}

extension CatalogTarget {
    /// Names of streams that the project leaves out.
    fileprivate var disabledStreams: [String] {
        var diagnostics = Diagnostics()
        return readCatalog(source, into: &diagnostics).filter {
            project?.settings(ofStream: $0.name, in: $0.namespace).enabled == false
        }.map(\.name)
    }
}
