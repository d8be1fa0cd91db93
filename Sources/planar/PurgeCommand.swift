import ArgumentParser
import Catalog
import Dialects
import Project
import Runner

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Lists, and removes when told to, raw rows that are normalized and no longer needed.",
        discussion: """
            Raw tables grow with each sync. Of a deduplicated stream, raw rows that building its tables anew would leave out can \
            go: deliveries of a version that the history has from another one, and versions that `history` of the project file \
            does not keep. All others are needed for that, and stay, unless the project file has `raw_retention: 90d` for the stream: \
            then rows emitted longer ago go as well, once their row is in the table. What a later change of a column, \
            a key or a mask would have to read again is not there then: such a run says so and stops.

            Raw rows that wait for a run stay, and all those of streams that are overwritten, of streams whose tables or masks are to change, and \
            such as have no id. Without --apply nothing is removed. The run after a purge compares all of the stream's raw rows once.

            Example: planar purge --raw --older-than 30d
            Example: planar purge --raw --older-than 30d --apply --select 'crm.*'
            """)

    @OptionGroup var target: TargetOptions

    @Flag(help: "Raw rows; there is nothing else to purge.")
    var raw = false

    @Option(
        help: ArgumentHelp(
            "How long ago a raw row was emitted, at least, as 30d (default: raw_retention of the project file, for the streams that have it).",
            valueName: "days"))
    var olderThan: String?

    @Flag(help: "Remove what is listed.")
    var apply = false

    func validate() throws {
        if !raw { throw ValidationError("say what to purge: --raw") }
        if let olderThan, Int(days: olderThan) == nil {
            throw ValidationError("--older-than takes a number of days, such as 30d")
        }
    }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        let minimum = olderThan.flatMap(Int.init(days:))
        let ((removable, failures), isInterrupted) = try await interruptible {
            let families = try await catalogTarget.families()
            return try await withSession(catalogTarget.destination.connect) { connection in
                let purge = RawPurge(
                    connection, dialect: catalogTarget.destination.dialect,
                    options: RunOptions(maskKey: catalogTarget.destination.maskSecret?.id))
                var (removable, failures) = (0, 0)
                for family in families {
                    let retention = catalogTarget.retention(of: family[0].stream, olderThan: minimum)
                    guard let retention else { continue }
                    do {
                        guard let forecast = try await purge.forecast(of: family, retention) else { continue }
                        let count = forecast.removable.reduce(0) { $0 + $1.rows }
                        let removed = apply && count > 0 ? try await purge.apply(to: family, retention) : nil
                        removable += removed ?? count
                        print(forecast.line(retention, removed: removed))
                    } catch let error as DatabaseError {
                        failures += 1
                        Console.error("failed   \(Shown.text("\(family[0].stream)")): \(error)")
                    }
                }
                return (removable, failures)
            }
        }
        if isInterrupted { throw ExitCode.interrupted }
        print(
            "\(removable.of("raw row")) \(apply ? "removed" : "can go\(removable == 0 ? "" : ": remove with --apply")")"
        )
        if failures > 0 { throw ExitCode.failed }
    }
}

extension CatalogTarget {
    /// Nil for a stream of which neither the command line nor the project says anything.
    fileprivate func retention(of stream: StreamName, olderThan minimum: Int?) -> RawPurge.Retention? {
        let own = project?.settings(ofStream: stream.name, in: stream.namespace).rawRetention
        guard let superseded = minimum ?? own else { return nil }
        return RawPurge.Retention(superseded: superseded, normalized: own.map { max($0, minimum ?? $0) })
    }
}

extension RawPurge.Forecast {
    fileprivate func line(_ retention: RawPurge.Retention, removed: Int?) -> String {
        let name = "\(Shown.text("\(stream)")): "
        if let obstacle {
            let reason =
                switch obstacle {
                case .noTables: "it is not normalized yet"
                case .overwritten: "its tables are made of all raw rows in each run"
                case .pendingChanges: "its tables are to change, for which a run reads raw rows"
                case .pendingMasks: "its masks are not in its tables yet, for which a run reads raw rows"
                }
            return "\(name)all \(rows.of("raw row")) stay, since \(reason)"
        }
        if let removed { return "\(name)\(removed.grouped) of \(rows.of("raw row")) removed" }
        let parts = removable.filter { $0.rows > 0 }.map { kind, rows in
            switch kind {
            case .superseded: "\(rows.grouped) that a rebuild would leave out"
            case .normalized: "\(rows.grouped) that are in the table"
            case .keptAside: "\(rows.grouped) that are kept aside"
            }
        }
        let count = removable.reduce(0) { $0 + $1.rows }
        let rest =
            retention.normalized == nil && count < rows
            ? "; the others stay for a rebuild, unless the project has raw_retention" : ""
        return
            "\(name)\(count.grouped) of \(rows.of("raw row")) can go\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))\(rest)"
    }
}
