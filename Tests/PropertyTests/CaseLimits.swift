extension Case {
    /// The case without the records for which nothing is promised, all of them a version that came before:
    ///
    /// * with another content of the same hash, as that of NULL and the empty text is: it counts as the same content;
    /// * with a content that came before, where another one came too: the smallest raw id decides between contents, a
    ///   table keeps one raw id for each version, and raw rows that are known are not looked at again.
    var withinLimits: Case {
        guard mode == .deduplicated else { return self }
        let columns = VersionColumns(self)
        let all = Dictionary(grouping: records, by: columns.identity)
        var seen: [[String?]: [[String?]]] = [:]
        var limited = self
        for load in loads.indices {
            limited.loads[load].records = loads[load].records.filter { record in
                let identity = columns.identity(record)
                let content = columns.content(record)
                let contents = seen[identity, default: []]
                if contents.contains(where: { $0 != content && hashed($0) == hashed(content) }) { return false }
                let isDisputed = all[identity]?.contains { columns.content($0) != content } ?? false
                if isDisputed, contents.contains(content) { return false }
                seen[identity] = contents + [content]
                return true
            }
        }
        return limited
    }
}

/// What the hash of a row is made of.
private func hashed(_ content: [String?]) -> String { content.map { $0 ?? "" }.joined(separator: "-") }
