import Catalog
import Foundation

/// One recorded sync of the original: what was in the raw tables, and the tables that it made of them.
struct RecordedSync {
    struct Table: Decodable {
        struct Column: Decodable {
            let name: String
            let type: String
        }
        let schema: String
        let name: String
        let csv: String
        let columns: [Column]
    }

    let folder: URL
    /// `simple/2-incremental`.
    var name: String { folder.pathComponents.suffix(2).joined(separator: "/") }

    /// The cases with their syncs in order.
    static func cases(in conformance: String) throws -> [[RecordedSync]] {
        let cases = URL(filePath: conformance).appending(path: "cases")
        return try FileManager.default.contentsOfDirectory(atPath: cases.path).sorted().map { name in
            let folder = cases.appending(path: name)
            let steps = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return steps.sorted { number($0) < number($1) }.map { RecordedSync(folder: folder.appending(path: $0)) }
        }
    }

    private static func number(_ step: String) -> Int { Int(step.prefix { $0 != "-" }) ?? 0 }

    var catalog: CatalogSource {
        get throws {
            CatalogSource(
                file: "catalog.json", bytes: Array(try Data(contentsOf: folder.appending(path: "catalog.json"))))
        }
    }

    var defaultSchema: String {
        get throws {
            let meta = try JSONDecoder().decode(
                [String: String].self, from: Data(contentsOf: folder.appending(path: "case.json")))
            return meta["default_schema"] ?? "public"
        }
    }

    /// Raw tables by `schema.table`, each a CSV with a header.
    var rawTables: [(schema: String, table: String, rows: [[String?]])] {
        get throws {
            let raw = folder.appending(path: "raw")
            return try FileManager.default.contentsOfDirectory(atPath: raw.path).sorted().map { file in
                let parts = file.dropLast(".csv".count).split(separator: ".", maxSplits: 1).map(String.init)
                return (parts[0], parts[1], try csv(raw.appending(path: file), null: nil))
            }
        }
    }

    /// - Parameter result: `expected`, or `expected_full` for what a full refresh of the original gives.
    func tables(_ result: String) throws -> [Table] {
        let schema = folder.appending(path: result).appending(path: "schema.json")
        guard FileManager.default.fileExists(atPath: schema.path) else { return [] }
        return try JSONDecoder().decode([Table].self, from: Data(contentsOf: schema))
    }

    /// The rows of a table as texts, without the header, nil for NULL; without `_airbyte_normalized_at`. Nil where the
    /// table was not recorded.
    func rows(of table: Table, _ result: String) throws -> [[String?]]? {
        let file = folder.appending(path: result).appending(path: table.csv)
        return FileManager.default.fileExists(atPath: file.path) ? try csv(file, null: "\\N") : nil
    }

    /// Records of a CSV file after its header.
    private func csv(_ url: URL, null: String?) throws -> [[String?]] {
        var records: [[String?]] = []
        var record: [String?] = []
        var field: [UInt8] = []
        var isQuoted = false
        var inQuotes = false
        func text() -> String? {
            let text = String(decoding: field, as: UTF8.self)
            return !isQuoted && text == null ? nil : text
        }
        let bytes = Array(try Data(contentsOf: url))
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch (byte, inQuotes) {
            case (UInt8(ascii: "\""), true):
                if index < bytes.count, bytes[index] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    inQuotes = false
                }
            case (UInt8(ascii: "\""), false):
                inQuotes = true
                isQuoted = true
            case (UInt8(ascii: ","), false), (UInt8(ascii: "\n"), false):
                record.append(text())
                field = []
                isQuoted = false
                if byte == UInt8(ascii: "\n") {
                    records.append(record)
                    record = []
                }
            default: field.append(byte)
            }
        }
        return Array(records.dropFirst())
    }
}
