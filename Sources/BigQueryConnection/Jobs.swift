import Dialects
import FoundationEssentials
import Runner
import Synchronization

/// Runs statements as jobs: each exactly once, however often a request has to be sent again, and a few at a time.
///
/// A job has an id that is chosen here. A request for it that got no answer is sent again with that id: the server then
/// says that the job is there already (409) instead of starting another.
final class Jobs: Sendable {
    let rest: REST
    let settings: BigQuerySettings
    let location: Location
    private let limit: JobLimit
    /// Of this run, in every job's id and label.
    private let run: String
    private let count = Atomic<Int>(0)

    init(_ settings: BigQuerySettings, rest: REST, run: String) {
        self.rest = rest
        self.settings = settings
        self.run = run
        location = Location(settings, rest: rest)
        limit = JobLimit(settings.parallelJobs)
    }

    /// A job that ended well.
    struct Finished: Sendable {
        let reference: Wire.JobReference
        let statistics: Wire.Job.Statistics?
    }

    /// Runs a statement to its end. Where BigQuery fails a job for reasons of its own, the statement is run as another
    /// one: a failed job has done nothing, if it is a single statement or a script of one transaction.
    ///
    /// - Parameter read: takes what is wanted from the job; if that finds the job failed, it is run again too.
    /// - Throws: `DatabaseError`; `CancellationError` where the task was cancelled, and the job too.
    func run<Answer: Sendable>(_ statement: Statement, _ read: (Finished) async throws -> Answer) async throws
        -> Answer
    {
        var attempt = 1
        while true {
            let id = "planar_\(run)_\(count.add(1, ordering: .relaxed).newValue)"
            do {
                return try await limit.run {
                    let place = try await reporting { try await location.name() }
                    return try await read(try await runOnce(statement, id: id, location: place))
                }
            } catch let failure as ServiceFailure {
                guard failure.remedy == .newJob, attempt < settings.pace.jobs else {
                    throw failure.databaseError(settings, statement: statement.sql, job: id)
                }
                try await Task.sleep(for: settings.pace.wait(after: attempt, atLeast: failure.retryAfter))
                attempt += 1
            }
        }
    }

    /// The bytes that a statement would read.
    func estimate(_ statement: Statement) async throws -> Int {
        try await reporting(failing: statement.sql) {
            let request = request(statement, id: nil, location: try await location.name(), dryRun: true)
            let job: Wire.Job = try await rest.send(call(inserting: request))
            let statistics = job.statistics
            return (statistics?.query?.totalBytesProcessed ?? statistics?.totalBytesProcessed)?.value ?? 0
        }
    }

    /// Failures of requests that make no job, in the words of the runner.
    func reporting<Answer>(failing statement: SQL? = nil, _ requests: () async throws -> Answer) async throws -> Answer
    {
        do {
            return try await requests()
        } catch let failure as ServiceFailure {
            throw failure.databaseError(settings, statement: statement, job: nil)
        }
    }

    private func runOnce(_ statement: Statement, id: String, location: String?) async throws -> Finished {
        var lookup = JobLookup(rest: rest, reference: .init(projectId: settings.project, jobId: id, location: location))
        do {
            var call = call(inserting: request(statement, id: id, location: location, dryRun: nil))
            call.outlivesCancellation = true
            do {
                lookup.saw(try await rest.send(call) as Wire.Job)
            } catch let failure as ServiceFailure where failure.status == 409 {
                lookup.learnLocation(from: failure.message)
            }
            try await lookup.waitForEnd()
        } catch {
            if Task.isCancelled {
                guard await lookup.stop(within: settings.pace.farewell) else { throw CancellationError() }
            } else {
                // Nobody will look at this job any more. It may be there, and must not go on unseen.
                if let failure = error as? ServiceFailure, failure.leavesDoubt { await lookup.abandon() }
                throw error
            }
        }
        if let error = lookup.job?.status?.errorResult {
            if Task.isCancelled { throw CancellationError() }
            throw await rest.clean(ServiceFailure(error))
        }
        return Finished(reference: lookup.reference, statistics: lookup.job?.statistics)
    }

    private func call(inserting request: Wire.JobRequest) -> REST.Call {
        // Nothing in it can fail to encode.
        REST.Call(method: .POST, path: ["jobs"], body: (try? JSONEncoder().encode(request)).map(Array.init))
    }

    private func request(_ statement: Statement, id: String?, location: String?, dryRun: Bool?) -> Wire.JobRequest {
        var labels = ["planar_run": label(run)]
        let parameters = parameters(of: statement)
        if let stream = statement.stream { labels["planar_stream"] = label("\(stream)") }
        return Wire.JobRequest(
            jobReference: .init(projectId: settings.project, jobId: id, location: location),
            configuration: .init(
                dryRun: dryRun, labels: labels,
                query: .init(
                    query: statement.sql.text, priority: settings.priority.rawValue.uppercased(),
                    maximumBytesBilled: statement.maximumBytesBilled.map(Wire.Int64Text.init),
                    defaultDataset: settings.dataset.map { .init(projectId: settings.project, datasetId: $0) },
                    parameterMode: parameters.isEmpty ? nil : "NAMED",
                    queryParameters: parameters.isEmpty ? nil : parameters)))
    }

    /// The keys of HMAC that a statement asks for.
    private func parameters(of statement: Statement) -> [Wire.JobRequest.Parameter] {
        guard let secret = settings.maskSecret else { return [] }
        return [("planar_mask_inner", secret.inner), ("planar_mask_outer", secret.outer)].filter {
            statement.sql.text.contains("@\($0.0)")
        }.map {
            .init(
                name: $0.0, parameterType: ["type": "BYTES"],
                parameterValue: ["value": Data($0.1).base64EncodedString()])
        }
    }
}
