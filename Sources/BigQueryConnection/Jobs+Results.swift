import Catalog

extension Jobs {
    /// The rows of a query, page by page.
    ///
    /// - Throws: `ServiceFailure`; a job that failed after all says so here.
    func rows(of job: Finished) async throws -> [[String?]] {
        var rows: [[String?]] = []
        var token: String?
        var wait = rest.pace.poll
        while true {
            let page: Wire.QueryResults = try await rest.send(
                .init(
                    method: .GET, path: ["queries", job.reference.jobId ?? ""],
                    query: [
                        ("location", job.reference.location), ("pageToken", token), ("timeoutMs", "10000"),
                        ("formatOptions.useInt64Timestamp", "true"),
                    ]))
            guard page.jobComplete != false else {
                try await Task.sleep(for: wait)
                wait = min(wait * 1.5, rest.pace.longestPoll)
                continue
            }
            rows += (page.rows ?? []).map { row in row.f.map { $0.v?.text } }
            guard let next = page.pageToken, !next.isEmpty else { return rows }
            token = next
        }
    }

    /// The jobs that a script ran for its statements, the newest first. A list that cannot be had is empty: what the
    /// script did is done, and must not be reported as failed for want of statistics.
    func children(of job: Finished) async -> [Wire.Job] {
        guard (job.statistics?.numChildJobs?.value ?? 0) > 0 || job.statistics?.query?.statementType == "SCRIPT" else {
            return []
        }
        do {
            var children: [Wire.Job] = []
            var token: String?
            repeat {
                let page: Wire.JobList = try await rest.send(
                    .init(
                        method: .GET, path: ["jobs"],
                        query: [("parentJobId", job.reference.jobId), ("pageToken", token)]))
                children += page.jobs ?? []
                token = page.nextPageToken.flatMap { $0.isEmpty ? nil : $0 }
            } while token != nil
            return children
        } catch {
            return []
        }
    }
}

extension Wire.Value {
    /// A scalar as it is, anything else as JSON: `["a",null]`.
    var text: String {
        switch self {
        case .text(let text): text
        case .array(let cells): Self.json(cells)
        case .record(let row): Self.json(row.f)
        }
    }

    private static func json(_ cells: [Wire.Cell]) -> String {
        let elements = cells.map { cell in
            switch cell.v {
            case nil: "null"
            case .text(let text)?: jsonText(text)
            case .array(let cells)?: json(cells)
            case .record(let row)?: json(row.f)
            }
        }
        return "[\(elements.joined(separator: ","))]"
    }
}
