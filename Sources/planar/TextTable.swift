/// Rows of cells under a header, in columns.
struct TextTable {
    private let header: [String]
    /// Columns whose cells are numbers, and stand on the right.
    private let numeric: Set<Int>
    private let rows: [[String]]

    init(_ header: [String], numeric: Set<Int>, rows: [[String]]) {
        self.header = header
        self.numeric = numeric
        self.rows = rows
    }

    func print() {
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
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
    }
}
