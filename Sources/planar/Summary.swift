import Catalog
import Dialects
import Runner

/// What is said at the end of a run: tables for people, entries for programs.
struct Summary {
    private let report: RunReport
    private let keptAside: KeptAside

    init(_ report: RunReport, keptAside: KeptAside) {
        self.report = report
        self.keptAside = keptAside
    }

    private var failed: Int { report.streams.count { $0.failure != nil } }
    private var total: String {
        "\(report.streams.count.of("stream")) in \(report.duration.short)\(failed == 0 ? "" : ", \(failed) failed")"
    }

    func tell() {
        if Console.format == .text { return print() }
        for stream in report.streams {
            for relation in stream.relations where relation.kept != Kept() {
                Console.log(
                    LogEntry(
                        level: .warning, stream: "\(stream.stream)",
                        message: "\(line(for: relation))\n\(keptAside.readNewest.text)"), text: nil)
            }
        }
        let usage = report.streams.flatMap(\.relations).compactMap(\.usage)
        Console.log(
            LogEntry(
                event: .runFinished, rows: report.streams.flatMap(\.relations).reduce(0) { $0 + $1.rowsAdded },
                duration: report.duration, message: usage.isEmpty ? total : "\(total); \(line(for: usage))"), text: nil)
    }

    private func print() {
        let streams = report.streams.map { stream in
            [
                Shown.text("\(stream.stream)"), stream.modes, String(stream.relations.count),
                stream.relations.reduce(0) { $0 + $1.rowsAdded }.grouped, stream.duration.short,
                stream.failure == nil ? "ok" : "FAILED",
            ]
        }
        TextTable(["stream", "sync mode", "tables", "rows", "time", "result"], numeric: [2, 3, 4], rows: streams)
            .print()
        Swift.print(total)
        printKept()
        printUsage()
    }

    /// How much had no place, by table, and how to see it.
    private func printKept() {
        let relations = report.streams.flatMap(\.relations).filter { $0.kept != Kept() }
        if relations.isEmpty { return }
        Swift.print()
        for relation in relations { Swift.print(line(for: relation)) }
        Swift.print("    \(keptAside.readNewest.text)")
    }

    private func line(for relation: RelationReport) -> String {
        let (values, rows) = (relation.kept.values, relation.kept.rows)
        let parts = [
            values == 0
                ? nil
                : "\(values.of("value")) that \(values == 1 ? "does" : "do") not fit, NULL in \(values == 1 ? "its row" : "their rows")",
            rows == 0 ? nil : "\(rows.of("raw row")) left out, \(rows == 1 ? "no record" : "no records")",
        ].compactMap { $0 }
        return "\(relation.target): kept aside \(parts.joined(separator: " and "))"
    }

    private func line(for usage: [Usage]) -> String {
        let total = usage.reduce(Usage(), +)
        return "\(total.bytesProcessed.asBytes) processed, \(total.bytesBilled.asBytes) billed, "
            + "\(Duration.milliseconds(total.slotMilliseconds).short) of slot time"
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
        Swift.print(line(for: used.map(\.1)))
    }
}
