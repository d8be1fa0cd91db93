import Catalog
import Runner

/// The table at the end of a run.
struct Summary {
    private let report: RunReport

    init(_ report: RunReport) { self.report = report }

    func print() {
        let header = ["stream", "sync mode", "tables", "rows", "time", "result"]
        let rows = report.streams.map { stream in
            [
                Shown.text("\(stream.stream)"), stream.modes, String(stream.relations.count),
                stream.relations.reduce(0) { $0 + $1.rowsAdded }.grouped, stream.duration.short,
                stream.failure == nil ? "ok" : "FAILED",
            ]
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        let numeric: Set = [2, 3, 4]
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? space + cell : cell + space
            }
            let text = padded.joined(separator: "  ")
            return String(text[..<(text.lastIndex { $0 != " " }.map(text.index(after:)) ?? text.startIndex)])
        }
        Swift.print(line(header))
        Swift.print(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))
        for row in rows { Swift.print(line(row)) }
        let failed = report.streams.filter { $0.failure != nil }
        Swift.print(
            "\(rows.count.of("stream")) in \(report.duration.short)\(failed.isEmpty ? "" : ", \(failed.count) failed")")
    }
}
