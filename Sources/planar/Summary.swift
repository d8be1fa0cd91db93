import Catalog
import Dialects
import Runner

/// The tables at the end of a run.
struct Summary {
    private let report: RunReport
    private let keptAside: KeptAside

    init(_ report: RunReport, keptAside: KeptAside) {
        self.report = report
        self.keptAside = keptAside
    }

    func print() {
        let streams = report.streams.map { stream in
            [
                Shown.text("\(stream.stream)"), stream.modes, String(stream.relations.count),
                stream.relations.reduce(0) { $0 + $1.rowsAdded }.grouped, stream.duration.short,
                stream.failure == nil ? "ok" : "FAILED",
            ]
        }
        TextTable(["stream", "sync mode", "tables", "rows", "time", "result"], numeric: [2, 3, 4], rows: streams)
            .print()
        let failed = report.streams.count { $0.failure != nil }
        Swift.print(
            "\(streams.count.of("stream")) in \(report.duration.short)\(failed == 0 ? "" : ", \(failed) failed")")
        printKept()
        printUsage()
    }

    /// How much had no place, by table, and how to see it.
    private func printKept() {
        let relations = report.streams.flatMap(\.relations).filter { $0.kept != Kept() }
        if relations.isEmpty { return }
        Swift.print()
        for relation in relations {
            let parts = [
                relation.kept.values == 0
                    ? nil
                    : "\(relation.kept.values.of("value")) that \(relation.kept.values == 1 ? "does" : "do") not fit, NULL in \(relation.kept.values == 1 ? "its row" : "their rows")",
                relation.kept.rows == 0
                    ? nil
                    : "\(relation.kept.rows.of("raw row")) left out, \(relation.kept.rows == 1 ? "no record" : "no records")",
            ].compactMap { $0 }
            Swift.print("\(relation.target): kept aside \(parts.joined(separator: " and "))")
        }
        Swift.print("    \(keptAside.readNewest.text)")
    }

    /// What each table took, on databases that tell.
    private func printUsage() {
        let used = report.streams.flatMap(\.relations).compactMap { relation in relation.usage.map { (relation, $0) } }
        if used.isEmpty { return }
        Swift.print()
        let rows = used.map { relation, usage in
            [
                "\(relation.target)", relation.rowsAdded.grouped, usage.bytesProcessed.asBytes,
                usage.bytesBilled.asBytes, Duration.milliseconds(usage.slotMilliseconds).short,
            ]
        }
        TextTable(["table", "rows", "processed", "billed", "slot time"], numeric: [1, 2, 3, 4], rows: rows).print()
        let total = used.reduce(Usage()) { $0 + $1.1 }
        Swift.print(
            "\(total.bytesProcessed.asBytes) processed, \(total.bytesBilled.asBytes) billed, "
                + "\(Duration.milliseconds(total.slotMilliseconds).short) of slot time")
    }
}
