import ArgumentParser
import Catalog
import Dialects
import Runner

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says what a run would do to the target, and on BigQuery what it would cost.",
        discussion: """
            Nothing is written. Streams with changes to their tables are listed with every table and column, others with the raw \
            rows that their tables do not have yet (not on BigQuery, which would bill the question). With --cost every statement is handed to BigQuery as a dry run, which is free; the numbers \
            are upper bounds, since clustering saves more than BigQuery says beforehand. A statement that reads a table \
            which is yet to be built cannot be asked about: it counts as much as the raw table (marked ~). BigQuery bills at \
            least 10 MB for each table that a statement reads, which is not counted here.

            Hooks are shown where they would run, variables of the environment as they are spelled. They are nothing to do by \
            themselves.

            Example: planar plan --target warehouse
            Example: planar plan --detailed-exitcode && echo nothing to do
            Example: planar plan --integration-type bigquery --config destination.json --catalog catalog.json --cost \
            --price-per-tib 6.25
            """)

    @OptionGroup var target: TargetOptions

    @Flag(help: "As if the run were one with --full-refresh.")
    var fullRefresh = false

    @Flag(help: "BigQuery: the bytes that each stream would read.")
    var cost = false

    @Option(help: ArgumentHelp("With --cost: what a TiB costs, in the currency of your contract.", valueName: "amount"))
    var pricePerTib: Double?

    @Flag(help: "Print the plan as JSON, for programs.")
    var json = false

    @Flag(
        help:
            "Also show the statements. A run may choose others once it has looked at rows: what does not fit, and what would be lost."
    )
    var sql = false

    @Flag(help: "Exit with 2 where a run would find anything to do, with 0 where it would not.")
    var detailedExitcode = false

    func validate() throws {
        if json, sql || cost { throw ValidationError("--json goes without --sql and --cost") }
        if cost, let type = target.integrationType, type != .bigquery { throw onlyOnBigQuery }
        guard let pricePerTib else { return }
        if !cost { throw ValidationError("--price-per-tib goes with --cost") }
        if !(pricePerTib >= 0 && pricePerTib.isFinite) { throw ValidationError("--price-per-tib must be an amount") }
    }

    private var onlyOnBigQuery: ValidationError {
        ValidationError("--cost goes with --integration-type bigquery: other databases bill nothing")
    }

    func run() async throws {
        guard let catalogTarget = try target.target() else { return }
        if cost, catalogTarget.destination.name != .bigquery { throw onlyOnBigQuery }
        let ((streams, hooks), isInterrupted) = try await interruptible {
            let families = try await catalogTarget.families()
            let hooks = try ProjectHooks(
                catalogTarget.project, of: families, in: catalogTarget.destination.dialect, .spelled)
            let options = RunOptions(
                fullRefresh: fullRefresh, threads: catalogTarget.destination.usefulThreads,
                maskKey: catalogTarget.destination.maskSecret?.id)
            let streams = try await Runner(
                dialect: catalogTarget.destination.dialect, options: options,
                connect: catalogTarget.destination.connect
            ).foresee(families, cost: cost)
            return (streams, hooks)
        }
        if isInterrupted { throw ExitCode.interrupted }
        if json {
            print(PlanJSON(streams, hooks).text)
        } else {
            show(streams, hooks, catalogTarget.destination.dialect)
        }
        if streams.contains(where: { $0.failure != nil }) { throw ExitCode.failed }
        if detailedExitcode, streams.contains(where: \.hasWork) { throw ExitCode.hasWork }
    }

    private func show(_ streams: [StreamForecast], _ hooks: ProjectHooks, _ dialect: any Dialect) {
        let price = pricePerTib.map { Price(perTiB: $0) }
        var unchanged = 0
        for stream in streams {
            let isPlain = stream.failure == nil && !stream.changesTables
            let ownHooks = hooks.of(stream)
            if isPlain, !cost, !sql, !stream.hasWork, ownHooks == nil {
                unchanged += 1
                continue
            }
            let rows = stream.newRows.map { $0 == 0 ? "" : "  \($0.of("new row"))" } ?? ""
            print(
                "\(Shown.text("\(stream.stream)"))\(source(of: stream))\(rows)\(cost ? "  \(amount(stream.bytes, stream.isExact, price))" : "")"
            )
            if let failure = stream.failure { print("  \(failure)") }
            show(ownHooks?.before ?? [], as: "pre_hook")
            for relation in stream.relations where !isPlain || cost || sql {
                let bytes = cost ? "  \(amount(relation.bytes ?? 0, relation.isExact, price))" : ""
                let reason = relation.work == "build" ? "" : relation.reason.map { "  (\($0))" } ?? ""
                print("  \(relation.work.padded(to: 8)) \(relation.target)\(bytes)\(reason)")
                for column in relation.added where relation.work != "build" {
                    print("           + \(Shown.text(column.name.text)) \(column.sqlType.text)")
                }
                for (column, existing) in relation.retyped {
                    print("           ~ \(Shown.text(column.name.text)) \(existing) -> \(column.sqlType.text)")
                }
                if sql {
                    for statement in relation.statements(dialect) { print("\n\(statement.sql.text)") }
                    print()
                }
            }
            show(ownHooks?.after ?? [], as: "post_hook")
        }
        show(hooks.atRunEnd, as: "on_run_end", indent: "")
        if unchanged > 0 { print("\(unchanged.of("stream")) with nothing to do") }
        let works = ["build", "rebuild", "replace", "drop"].map { work in
            (work, streams.reduce(0) { $0 + $1.relations.count { $0.work == work && $0.changesTable } })
        }
        let altered = streams.reduce(0) { $0 + $1.relations.count { $0.work == "update" && $0.changesTable } }
        let counts = (works + [("change", altered)]).filter { $0.1 > 0 }.map { "\($0.1.of("table")) to \($0.0)" }
        let rows = streams.reduce(0) { $0 + ($1.newRows ?? 0) }
        print(
            "\(streams.count.of("stream")): \((counts + (rows == 0 ? [] : [rows.of("new row")])).joined(separator: ", ").nonEmpty ?? "no table changes")"
        )
        guard cost else { return }
        let total = streams.reduce(0) { $0 + $1.bytes }
        print("in all \(amount(total, streams.allSatisfy(\.isExact), price))")
    }

    /// A line each, with `--sql` as they are.
    private func show(_ hooks: [SQL], as setting: String, indent: String = "  ") {
        for hook in hooks {
            let lines = hook.text.split { $0.isNewline }
            let first = Shown.message(String((lines.first ?? "").drop { $0.isWhitespace }))
            print("\(indent)\(setting) \(sql || lines.count < 2 ? first : "\(first) …")")
            if sql, lines.count > 1 { print("\n\(hook.text)\n") }
        }
    }

    /// Said of raw tables of the newer format, which are found rather than named.
    private func source(of stream: StreamForecast) -> String {
        guard let raw = stream.raw, raw.name.text.contains("_raw__") else { return "" }
        return "  from \(raw)"
    }

    private func amount(_ bytes: Int, _ isExact: Bool, _ price: Price?) -> String {
        let money = price.map { ", \($0.of(bytes))" } ?? ""
        return "\(isExact ? "" : "~ ")\(bytes.asBytes)\(money)"
    }
}

/// Money for bytes, without a currency: the user knows it.
private struct Price {
    let perTiB: Double

    /// Four digits behind the point, because most runs cost less than a cent.
    func of(_ bytes: Int) -> String {
        let tenThousandths = Int((Double(bytes) / 1_099_511_627_776 * perTiB * 10_000).rounded(.up))
        let fraction = String(tenThousandths % 10_000)
        return "\(tenThousandths / 10_000).\(String(repeating: "0", count: 4 - fraction.count))\(fraction)"
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }

    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension Int {
    /// `1,536 bytes`, `3.2 MiB`.
    var asBytes: String {
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(self)
        var unit = "bytes"
        for next in units where value >= 1024 {
            value /= 1024
            unit = next
        }
        guard unit != "bytes" else { return "\(grouped) bytes" }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
