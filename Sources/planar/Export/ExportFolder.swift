import Catalog
import FoundationEssentials

/// A folder of exported files, in which others may keep files of their own: what an earlier export wrote is listed, and
/// nothing else is ever removed.
struct ExportFolder {
    let path: String

    private static let list = ".planar-export"

    /// - Parameter files: texts by their path in the folder.
    func write(_ files: [(path: String, text: String)]) throws -> OutputFolder.Changes {
        let former = formerFiles()
        let current = Set(files.map { ExactString($0.path) })
        var changes = OutputFolder.Changes()
        try refuseOthers(files, besides: Set(former.map { ExactString($0) }))
        try Files.createFolder(path)
        // Listed before they are there, so that an export that was cut short leaves nothing behind.
        let listed = current.union(former.map { ExactString($0) })
        try writeList(listed)
        for folder in Set(files.compactMap { Self.folder(of: $0.path) }).sorted() {
            try Files.createFolder("\(path)/\(folder)")
        }
        for file in files {
            changes.count(try Files.write(CollectionOfOne(file.text), to: "\(path)/\(file.path)"))
        }
        for name in former where !current.contains(ExactString(name)) {
            let file = "\(path)/\(name)"
            guard FileManager.default.fileExists(atPath: file) else { continue }
            try FileManager.default.removeItem(atPath: file)
            changes.removed += 1
        }
        if listed != current { try writeList(current) }
        return changes
    }

    /// A file that no export has written stays, and nothing is written where one is in the way.
    private func refuseOthers(_ files: [(path: String, text: String)], besides former: Set<ExactString>) throws {
        for file in files where !former.contains(ExactString(file.path)) {
            let place = "\(path)/\(file.path)"
            guard let bytes = FileManager.default.contents(atPath: place), bytes != Data(file.text.utf8) else {
                continue
            }
            throw Files.Failure(
                description: """
                    \(place) is there and was written by no export
                        hint: move it, or export into another folder
                    """)
        }
    }

    private func writeList(_ names: Set<ExactString>) throws {
        let lines = names.map { "\($0.text)\n" }.sorted()
        _ = try Files.write(lines, to: "\(path)/\(Self.list)")
    }

    /// A list that somebody has changed must not lead out of the folder.
    private func formerFiles() -> [String] {
        let bytes = FileManager.default.contents(atPath: "\(path)/\(Self.list)") ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init).filter { name in
            !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
        }
    }

    private static func folder(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
