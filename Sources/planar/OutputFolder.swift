import Catalog
import FoundationEssentials
import Generation

/// The folder of compiled SQL: written only where bytes differ, so that time stamps and version control stay quiet.
struct OutputFolder: Sendable {
    let path: String

    struct Changes: Sendable, CustomStringConvertible {
        var written = 0
        var unchanged = 0
        var removed = 0

        mutating func count(_ isWritten: Bool) {
            if isWritten { written += 1 } else { unchanged += 1 }
        }

        var description: String { "\(written.of("file")) written, \(unchanged) unchanged, \(removed) removed" }
    }

    /// Writes relations side by side, then the plan: where that is in place, so is what it lists. Last comes the lock.
    func write(_ files: CompiledFiles, lock: String) async throws -> Changes {
        // A template that is wrong is so in every file: none is written then.
        if let first = files.relations.first { _ = try files.files(of: first) }
        var (changes, names) = (Changes(), Set<String>())
        for folder in ["", "/first", "/careful"] where !files.relations.isEmpty || folder.isEmpty {
            try Files.createFolder(path + folder)
        }
        if !files.hooks.isEmpty { try Files.createFolder("\(path)/hooks") }
        for (name, text) in files.hooks {
            changes.count(try Files.write(CollectionOfOne(text), to: "\(path)/\(name)"))
            names.insert(name)
        }
        let width = ProcessInfo.processInfo.activeProcessorCount
        try await withThrowingTaskGroup(of: (Changes, [String]).self) { group in
            for worker in 0..<width {
                group.addTask {
                    var (changes, names) = (Changes(), [String]())
                    for relation in stride(from: worker, to: files.relations.count, by: width) {
                        for (name, text) in try files.files(of: relation) {
                            changes.count(try Files.write(CollectionOfOne(text), to: "\(path)/\(name)"))
                            names.append(name)
                        }
                    }
                    return (changes, names)
                }
            }
            for try await (own, ownNames) in group {
                changes.written += own.written
                changes.unchanged += own.unchanged
                names.formUnion(ownNames)
            }
        }
        changes.removed = try removeFormer(besides: names)
        changes.count(try Files.write(files.plan, to: "\(path)/\(planFileName)"))
        changes.count(try Files.write(CollectionOfOne(lock), to: "\(path)/\(LockFile.name)"))
        return changes
    }

    /// Removes what an earlier run wrote here, as its plan says, and this one does not: nothing else is ever removed.
    private func removeFormer(besides current: Set<String>) throws -> Int {
        let others = ["", "first/", "careful/", "hooks/"].flatMap { folder in
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
        let hooks = (plan["hooks"]?.elements ?? []).compactMap(\.text).filter { $0.hasPrefix("hooks/") }
        return Set(names.flatMap { [$0, "first/\($0)", "careful/\($0)"] } + hooks)
    }
}
