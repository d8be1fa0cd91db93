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

    /// - Parameter files: hands over each file by its path here and its text in pieces, the plan after all of the SQL:
    ///   where it is in place, so is what it lists.
    func write(_ files: ((_ path: String, _ pieces: AnySequence<String>) throws -> Void) throws -> Void) throws
        -> Changes
    {
        var changes = Changes()
        var folders: Set<Substring> = []
        var current: Set<String> = []
        try files { name, pieces in
            let file = "\(path)/\(name)"
            let folder = file[..<(file.lastIndex(of: "/") ?? file.endIndex)]
            if folders.insert(folder).inserted { try Files.createFolder(String(folder)) }
            current.insert(name)
            if name == planFileName { changes.removed = try removeFormer(besides: current) }
            if try Files.write(pieces, to: file) {
                changes.written += 1
            } else {
                changes.unchanged += 1
            }
        }
        return changes
    }

    /// Removes what an earlier run wrote here, as its plan says, and this one does not: nothing else is ever removed.
    private func removeFormer(besides current: Set<String>) throws -> Int {
        let others = ["", "first/", "careful/"].flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).map { folder + $0 }
        }.filter { $0.hasSuffix(".sql") && !current.contains($0) }
        if others.isEmpty { return 0 }
        let former = formerFiles()
        let removed = others.filter(former.contains)
        for name in removed { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        return removed.count
    }

    private func formerFiles() -> Set<String> {
        guard let bytes = FileManager.default.contents(atPath: "\(path)/\(planFileName)"),
            let plan = CatalogSource(file: planFileName, bytes: Array(bytes)).root
        else { return [] }
        let names = (plan["relations"]?.elements ?? []).compactMap { $0["file"]?.text }
        return Set(names.flatMap { [$0, "first/\($0)", "careful/\($0)"] })
    }
}
