import Catalog
import Foundation
import Project
import Testing
import TestSupport

/// A case below `Fixtures/`: a catalog and perhaps a project file, the raw rows of one sync after another, and what must come of them.
struct Fixture: Sendable, CustomTestStringConvertible {
    /// One sync.
    struct Step: Sendable {
        /// `1-first`.
        let name: String
        /// Set where the sync has a catalog of its own, which then stays.
        let catalog: CatalogSource?
        /// The same for a project file.
        let project: Project?
        /// By stream, as `namespace/stream` or `stream`.
        let rows: [String: [TestDatabase.RawRow]]

        func holds(_ unfit: Unfit) -> Bool { rows.values.joined().contains { $0.id == unfit.id } }
    }

    let folder: URL
    var name: String { folder.lastPathComponent }
    var testDescription: String { name }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// - Returns: those whose names hold `PLANAR_FIXTURES`, where that is set.
    static func all() throws -> [Fixture] {
        let wanted = ProcessInfo.processInfo.environment["PLANAR_FIXTURES"] ?? ""
        return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: [.isDirectoryKey])
            .filter { $0.hasDirectoryPath }.map(Fixture.init).filter { wanted.isEmpty || $0.name.contains(wanted) }
            .sorted { $0.name < $1.name }
    }

    func project() throws -> Project? { try project(folder.appending(path: Project.fileName)) }

    private func project(_ url: URL) throws -> Project? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        var diagnostics = Diagnostics()
        let bytes = Array(try Data(contentsOf: url))
        return try #require(
            readProject(file: url.lastPathComponent, bytes: bytes, into: &diagnostics), "\(diagnostics)")
    }

    func catalog() throws -> CatalogSource { try source(folder.appending(path: "catalog.json")) }

    func steps() throws -> [Step] {
        let raw = folder.appending(path: "raw")
        guard FileManager.default.fileExists(atPath: raw.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: raw.path).sorted().map { name in
            let step = raw.appending(path: name)
            var rows: [String: [TestDatabase.RawRow]] = [:]
            for path in try FileManager.default.subpathsOfDirectory(atPath: step.path) where path.hasSuffix(".jsonl") {
                let stream = String(path.dropLast(".jsonl".count)).removingPercentEncoding ?? path
                rows[stream] = try rawRows(step.appending(path: path))
            }
            let catalog = step.appending(path: "catalog.json")
            return Step(
                name: name, catalog: FileManager.default.fileExists(atPath: catalog.path) ? try source(catalog) : nil,
                project: try project(step.appending(path: Project.fileName)), rows: rows)
        }
    }

    /// A raw row with a value that BigQuery does not take.
    struct Unfit {
        let id: String
        /// The same values in a spelling that it does take; nil where there is none, and the row is left out.
        let instead: String?
    }

    /// As `expected/bigquery/unfit.txt` has them, one a line: the id, the reason, and `=>` before what is loaded instead.
    func unfit() throws -> [Unfit] {
        let file = folder.appending(path: "expected/bigquery/unfit.txt")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            Unfit(
                id: String(line.prefix { $0 != " " }),
                instead: line.firstRange(of: " => ").map { range in
                    String(line[range.upperBound...])
                })
        }
    }

    private func source(_ url: URL) throws -> CatalogSource {
        CatalogSource(file: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    }

    private func rawRows(_ url: URL) throws -> [TestDatabase.RawRow] {
        let text = try String(contentsOf: url, encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let bytes = Array(line.utf8)
            guard let row = CatalogSource(file: url.path, bytes: bytes).root?.members,
                let id = row[ExactString("id")]?.text, let emittedAt = row[ExactString("emitted_at")],
                let data = row[ExactString("data")], let end = bytes.lastIndex(of: UInt8(ascii: "}"))
            else { throw Malformed(line: String(line)) }
            return TestDatabase.RawRow(
                id: id, emittedAt: emittedAt.text,
                data: String(decoding: bytes[data.offset..<end], as: UTF8.self).trimmingCharacters(in: .whitespaces))
        }
    }

    struct Malformed: Error { let line: String }
}
