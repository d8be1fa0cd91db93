import CustomDump
import Foundation
import Testing

/// Compares texts with the files below a fixture's `expected/`. `RECORD=1` writes them instead, and that run fails: a
/// recording is never a green test.
struct Snapshot {
    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    let folder: URL

    func check(_ actual: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let url = folder.appending(path: path)
        let expected = try? String(contentsOf: url, encoding: .utf8)
        if let expected, expected.utf8.elementsEqual(actual.utf8) { return }
        if Self.isRecording {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: url)
            Issue.record("recorded \(path); read it before you commit it", sourceLocation: sourceLocation)
            return
        }
        let difference = expected.map { diff($0, actual) ?? "they differ in bytes alone" } ?? "there is no such file"
        Issue.record(
            "\(url.pathComponents.suffix(4).joined(separator: "/")): \(difference)\n`make record` rewrites it",
            sourceLocation: sourceLocation)
    }

    /// Compares rows with those of another database. They may only differ where a `README.md` says why, and then as it is
    /// recorded.
    func check(
        _ actual: String, unlike reference: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        if actual == reference, !exists(path) { return }
        let folder = String(path.prefix { $0 != "/" })
        if exists("\(folder)/README.md") { return try check(actual, path, sourceLocation: sourceLocation) }
        Issue.record(
            "\(path): rows differ, and no \(folder)/README.md says why: \(diff(reference, actual) ?? "")",
            sourceLocation: sourceLocation)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }
}
