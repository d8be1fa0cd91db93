import ArgumentParser
import Catalog
import Dialects
import Runner

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says what a run would do to the target, and on BigQuery what it would cost.",
        discussion: """
            Nothing is written. With --cost every statement is handed to BigQuery as a dry run, which is free; the numbers \
            are upper bounds, since clustering saves more than BigQuery says beforehand. A statement that reads a table \
            which is yet to be built cannot be asked about: it counts as much as the raw table (marked ~). BigQuery bills at \
            least 10 MB for each table that a statement reads, which is not counted here.

            Example: planar plan --target warehouse
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

    func validate() throws {
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
        let (estimates, isInterrupted) = try await interruptible {
            let families = try await catalogTarget.families()
            let options = RunOptions(fullRefresh: fullRefresh, threads: catalogTarget.destination.usefulThreads)
            return try await Runner(
                dialect: catalogTarget.destination.dialect, options: options,
                connect: catalogTarget.destination.connect
            ).foresee(families, cost: cost)
        }
        if isInterrupted { throw ExitCode.interrupted }
        show(estimates)
        if estimates.contains(where: { $0.failure != nil }) { throw ExitCode.failed }
    }

    private func show(_ streams: [StreamForecast]) {
        let price = pricePerTib.map { Price(perTiB: $0) }
        for stream in streams {
            print("\(Shown.text("\(stream.stream)"))\(cost ? "  \(amount(stream.bytes, stream.isExact, price))" : "")")
            if let failure = stream.failure { print("  \(failure)") }
            for relation in stream.relations {
                let bytes = cost ? "  \(amount(relation.bytes ?? 0, relation.isExact, price))" : ""
                print("  \(relation.work.padded(to: 8)) \(relation.target)\(bytes)")
            }
        }
        guard cost else { return }
        let total = streams.reduce(0) { $0 + $1.bytes }
        print("\(streams.count.of("stream")): \(amount(total, streams.allSatisfy(\.isExact), price))")
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
