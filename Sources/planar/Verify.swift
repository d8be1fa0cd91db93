import ArgumentParser
import Catalog
import Dialects
import Project
import Runner

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves that what the tables hold is as it should be.",
        discussion: """
            By queries, stream by stream: each raw row that is a record is in the table, or a version that the history has; none is \
            in it twice; nested values have their parents; versions end where the next one begins, and the newest is the active \
            one; the table has the active versions and nothing else. Raw rows that have come since the last run are counted and are no \
            fault. On BigQuery the jobs bill what they read: the stream's tables and its raw table.

            With --masks every table of the streams that have masks is searched, what was kept aside among them: for each \
            row, whether a text or number that is masked stands in any column as the source has it. Values of less than \
            \(MaskSearch.shortest) characters are not looked for, since they stand in longer texts by chance.

            Nothing is written. Exit status 1 where anything is wrong, or masks wait for the next run.

            Example: planar verify --target warehouse
            Example: planar verify --masks --select 'crm.*'
            """)

    @OptionGroup var target: TargetOptions

    @Flag(help: "Search the tables for values that masks keep out.")
    var masks = false

    @Flag(help: "Also show the queries that found something.")
    var sql = false

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        let (isMasks, showsSQL) = (masks, sql)
        let (succeeded, isInterrupted) = try await interruptible {
            isMasks
                ? try await Self.verifyMasks(of: catalogTarget)
                : try await Self.verifyRows(of: catalogTarget, showsSQL: showsSQL)
        }
        if isInterrupted { throw ExitCode.interrupted }
        if !succeeded { throw ExitCode.failed }
    }

    private static func verifyRows(of target: CatalogTarget, showsSQL: Bool) async throws -> Bool {
        let families = try await target.families()
        let findings = try await withSession(target.destination.connect) {
            try await Verification($0, target.destination.dialect).findings(in: families)
        }
        for finding in findings {
            let name = Shown.text("\(finding.stream)")
            let waiting = finding.waiting == 0 ? "" : ", \(finding.waiting.of("raw row")) for the next run"
            if finding.checks == 0 {
                print("new   \(name): it has no tables yet")
            } else if finding.faults.isEmpty {
                print("ok    \(name): \(finding.checks.of("check"))\(waiting)")
            } else {
                print("WRONG \(name)\(waiting)")
            }
            for fault in finding.faults {
                let example = fault.rawRow.map { ", such as _airbyte_ab_id \(Shown.text($0))" } ?? ""
                print("      \(fault.table): \(fault.description)\(example)")
                if showsSQL { print("\n\(fault.sql.text)\n") }
            }
        }
        let wrong = findings.count { !$0.faults.isEmpty }
        print("\(findings.count.of("stream")): \(wrong == 0 ? "nothing is wrong" : "\(wrong.of("stream")) wrong")")
        return wrong == 0
    }

    private static func verifyMasks(of target: CatalogTarget) async throws -> Bool {
        let found = try await target.look()
        let families = try target.selected(target.allFamilies(of: found)).filter { $0[0].masking != nil }
        if families.isEmpty {
            print("no stream has masks: name them under masks in \(Project.fileName)")
            return true
        }
        let destination = target.destination
        let (pending, findings) = try await withSession(destination.connect) { connection in
            let search = MaskSearch(connection, dialect: destination.dialect, in: found)
            let pending = try await search.pending(in: families, RunOptions(maskKey: destination.maskSecret?.id))
            for stream in pending {
                print("\(Shown.text("\(stream)")): its masks are not in the tables yet; planar run puts them there")
            }
            let others = families.filter { !pending.contains($0[0].stream) }
            return (pending, others.isEmpty ? [] : try await search.findings(in: others))
        }
        for finding in findings {
            print(
                "\(finding.table): \(finding.count.of("value")) that masks keep out, the first in column \(Shown.text(finding.column)) of the row with _airbyte_ab_id \(Shown.text(finding.rawRow))"
            )
        }
        if findings.isEmpty, pending.isEmpty {
            print("\(families.count.of("stream")) with masks: no masked value stands in any table")
        }
        return findings.isEmpty && pending.isEmpty
    }
}

extension Verification.Fault {
    fileprivate var description: String {
        let isOne = count == 1
        return switch subject {
        case .missing: "\(count.of("raw row")) \(isOne ? "has" : "have") no row in it"
        case .duplicates: "\(count.of("raw row")) \(isOne ? "stands" : "stand") in it more than once"
        case .orphans: "\(count.of("row")) \(isOne ? "has" : "have") no parent"
        case .intervals:
            "\(count.of("version")) \(isOne ? "ends" : "end") or \(isOne ? "is" : "are") active otherwise than the others of the key make it"
        case .superfluous: "\(count.of("row")) \(isOne ? "is" : "are") no active version of the history"
        case .absent: "\(count.of("active version")) of the history \(isOne ? "has" : "have") no row"
        }
    }
}
