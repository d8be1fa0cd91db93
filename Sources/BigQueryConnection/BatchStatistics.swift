import Runner

/// What the statements of a script took, told apart by the lines on which they stand.
struct BatchStatistics {
    let job: Jobs.Finished
    /// One per statement that ran; none for a single statement, which is no script.
    let children: [Wire.Job]

    /// One report per part. What cannot be told apart counts for the first; so do the costs of what stands in no part,
    /// while its rows are no part's.
    func reports(for parts: [ClosedRange<Int>]) -> [PartReport] {
        var rows = [Int](repeating: 0, count: parts.count)
        var usage = [Usage](repeating: Usage(), count: parts.count)
        let statements = children.isEmpty ? [(nil, job.statistics)] : children.map { (line(of: $0), $0.statistics) }
        for (line, statistics) in statements {
            let found = line.flatMap { line in parts.firstIndex { $0.contains(line) } }
            guard let part = found ?? parts.indices.first else { continue }
            if found != nil || line == nil { rows[part] += statistics?.query?.dmlStats?.insertedRowCount?.value ?? 0 }
            usage[part] = usage[part] + Usage(statistics)
        }
        return zip(rows, usage).map { PartReport(rowsInserted: $0, usage: $1) }
    }

    /// The frame of the script itself is the last one; those before it are procedures that it called.
    private func line(of child: Wire.Job) -> Int? { child.statistics?.scriptStatistics?.stackFrames?.last?.startLine }
}

extension Usage {
    fileprivate init(_ statistics: Wire.Job.Statistics?) {
        let query = statistics?.query
        self.init(
            bytesProcessed: (query?.totalBytesProcessed ?? statistics?.totalBytesProcessed)?.value ?? 0,
            bytesBilled: query?.totalBytesBilled?.value ?? 0,
            slotMilliseconds: (query?.totalSlotMs ?? statistics?.totalSlotMs)?.value ?? 0)
    }
}
