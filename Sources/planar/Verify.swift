import ArgumentParser
import Catalog
import Dialects
import Project
import Runner

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Proves that what the tables hold is as it should be.",
        discussion: """
            With --masks every table of the streams that have masks is searched, what was kept aside among them: for each \
            row, whether a text or number that is masked stands in any column as the source has it. Values of less than \
            \(MaskSearch.shortest) characters are not looked for, since they stand in longer texts by chance. Nothing is written. \
            Exit status 1 where a value is found, or where masks wait for the next run.

            Example: planar verify --masks --target warehouse
            """)

    @OptionGroup var target: TargetOptions

    @Flag(help: "Search the tables for values that masks keep out.")
    var masks = false

    func validate() throws {
        if !masks { throw ValidationError("Missing expected argument '--masks': it is what there is to verify") }
    }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        let (succeeded, _) = try await interruptible { try await Self.verifyMasks(of: catalogTarget) }
        if !succeeded { throw ExitCode.failed }
    }

    private static func verifyMasks(of target: CatalogTarget) async throws -> Bool {
        let families = try await target.families().filter { $0[0].masking != nil }
        if families.isEmpty {
            print("no stream has masks: name them under masks in \(Project.fileName)")
            return true
        }
        let destination = target.destination
        let connection = try await destination.connect()
        let search = MaskSearch(
            connection, dialect: destination.dialect,
            names: try await Target(connection, dialect: destination.dialect).names)
        let pending = try await search.pending(in: families, RunOptions(maskKey: destination.maskSecret?.id))
        for stream in pending {
            print("\(Shown.text("\(stream)")): its masks are not in the tables yet; planar run puts them there")
        }
        let others = families.filter { !pending.contains($0[0].stream) }
        let findings = others.isEmpty ? [] : try await search.findings(in: others)
        await connection.close()
        guard let findings else {
            Console.error("error: BigQuery's tables cannot be searched yet; Postgres' and SQLite's can")
            return false
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
