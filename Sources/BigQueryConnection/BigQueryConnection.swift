import Dialects
import FoundationEssentials
import Runner
import TableModel

/// What all connections of a run share: one HTTP client, one access token, one count of jobs, one bound on how many run
/// at once.
package final class BigQueryService: Sendable {
    private let jobs: Jobs

    /// - Parameter run: in the id of every job and, as the label `planar_run`, in BigQuery's own log.
    package init(_ settings: BigQuerySettings, run: UUID = UUID()) {
        let http = HTTP()
        let rest = REST(
            baseURL: settings.baseURL, project: settings.project, http: http,
            tokens: settings.credentials.map { TokenSource($0, http: http, pace: settings.pace) },
            pace: settings.pace)
        jobs = Jobs(settings, rest: rest, run: run.uuidString.filter { $0 != "-" }.lowercased())
    }

    /// Nothing is opened for it: BigQuery has no sessions. But it throws `DatabaseError` of kind `.connection` where
    /// BigQuery cannot be reached or the credentials are no good, so that a run fails before it begins.
    package func connect() async throws -> BigQueryConnection {
        let connection = BigQueryConnection(jobs: jobs)
        try await connection.check()
        return connection
    }
}

/// Statements as jobs of BigQuery, each a transaction of its own unless its text says otherwise.
///
/// A cancelled task cancels its job. `CancellationError` means that the statement did not happen, or that BigQuery did
/// not say so in time; one that had ended before the cancel came returns its result.
package struct BigQueryConnection: BatchConnection {
    let jobs: Jobs

    func check() async throws {
        try await jobs.reporting {
            _ = try await jobs.rest.tokens?.token()
            _ = try await jobs.location.name()
        }
    }

    /// - Returns: the rows that an insert, update, delete or merge changed, the last one of a script; 0 for anything
    ///   else: BigQuery counts no rows for `create table as`.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> Int {
        let statement = Statement(sql: sql)
        return try await jobs.run(statement) { job in
            if let changed = job.statistics?.query?.numDmlAffectedRows { return changed.value }
            // The newest comes first.
            return await jobs.children(of: job).lazy.compactMap { $0.statistics?.query?.numDmlAffectedRows }.first?
                .value ?? 0
        }
    }

    /// - Returns: cells as BigQuery sends them: a timestamp as microseconds since 1970, bytes in base64, arrays and
    ///   records as a JSON array of such texts. Cast to text in the statement what is to be read otherwise.
    package func rows(_ sql: SQL) async throws -> [[String?]] {
        try await jobs.run(Statement(sql: sql)) { try await jobs.rows(of: $0) }
    }

    package func run(_ batch: Batch, maximumBytesBilled: Int?) async throws -> [PartReport] {
        let statement = Statement(sql: batch.sql, stream: batch.stream, maximumBytesBilled: maximumBytesBilled)
        return try await jobs.run(statement) { job in
            BatchStatistics(job: job, children: await jobs.children(of: job)).reports(for: batch.parts)
        }
    }

    package func estimate(_ sql: SQL) async throws -> Int { try await jobs.estimate(Statement(sql: sql)) }

    /// Nothing is held that could be closed.
    package func close() async {}
}
