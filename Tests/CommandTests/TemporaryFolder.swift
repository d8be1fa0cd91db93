import Foundation

/// A folder that goes with this value.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "planar-command-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ text: String, to name: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The texts of all files below a folder, by their path in it; empty where there is no such folder.
    func files(below name: String) throws -> [String: String] {
        let paths = FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []
        var texts: [String: String] = [:]
        for path in paths {
            let file = url.appending(path: name).appending(path: path)
            if !file.hasDirectoryPath, let text = try? String(contentsOf: file, encoding: .utf8) { texts[path] = text }
        }
        return texts
    }

    func modified(_ name: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.modificationDate] as? Date
    }
}
