import Catalog
import FoundationEssentials
import Generation

/// The folder of compiled SQL: written only where bytes differ, so that time stamps and version control stay quiet.
struct OutputFolder {
    let path: String

    struct Changes: CustomStringConvertible {
        var written = 0
        var unchanged = 0
        var removed = 0

        var description: String { "\(written.of("file")) written, \(unchanged) unchanged, \(removed) removed" }
    }

    func write(_ files: [String: String]) throws -> Changes {
        var changes = Changes()
        let former = formerFiles()
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            let file = "\(path)/\(name)"
            if let there = FileManager.default.contents(atPath: file), there.elementsEqual(text.utf8) {
                changes.unchanged += 1
                continue
            }
            try Files.createFolder(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
            try Files.write(text, to: file)
            changes.written += 1
        }
        for name in former where files[name] == nil && FileManager.default.fileExists(atPath: "\(path)/\(name)") {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
            changes.removed += 1
        }
        return changes
    }

    /// What an earlier run wrote here, as its plan says: nothing else is ever removed.
    private func formerFiles() -> [String] {
        guard let bytes = FileManager.default.contents(atPath: "\(path)/\(planFileName)"),
            let plan = CatalogSource(file: planFileName, bytes: Array(bytes)).root
        else { return [] }
        let names = (plan["relations"]?.elements ?? []).compactMap { $0["file"]?.text }
        return names.filter { !$0.contains("/") && $0.hasSuffix(".sql") }.flatMap {
            [$0, "first/\($0)", "careful/\($0)"]
        }
    }
}
