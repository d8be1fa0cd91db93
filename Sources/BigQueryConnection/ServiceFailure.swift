import FoundationEssentials

/// Why a request or a job failed, as BigQuery tells it, and what can be done about it.
struct ServiceFailure: Error {
    enum Origin {
        /// No answer came. `mayPass` is false where none will come to the next request either.
        case noReply(mayPass: Bool)
        case reply(status: Int)
        /// A job that ran and failed.
        case job
    }

    enum Remedy {
        /// The request may be sent again as it is.
        case sameRequest
        /// The job is over and did nothing; the statement may be run as another job.
        case newJob
        case none
    }

    let origin: Origin
    /// By Google's table: https://cloud.google.com/bigquery/docs/error-messages
    let reason: String
    let message: String
    var retryAfter: Duration?

    /// The reason where no answer came.
    static let unreachable = "unreachable"

    var remedy: Remedy {
        switch reason {
        case "jobBackendError", "jobInternalError", "jobRateLimitExceeded": return .newJob
        case "quotaExceeded", "notImplemented": return .none
        default: if isConflict { return .newJob }
        }
        let isTransient = ["rateLimitExceeded", "backendError", "internalError", "badGateway"].contains(reason)
        switch origin {
        case .noReply(let mayPass): return mayPass ? .sameRequest : .none
        case .reply(let status):
            return isTransient || [408, 429, 500, 502, 503, 504].contains(status) ? .sameRequest : .none
        case .job: return isTransient ? .newJob : .none
        }
    }

    /// Another transaction changed the same table first, and this one was rolled back:
    /// `Transaction is aborted due to concurrent update against table ...`.
    private var isConflict: Bool { message.contains("concurrent update") }

    var status: Int? {
        if case .reply(let status) = origin { status } else { nil }
    }

    /// Whether the server may be doing what it was asked for all the same.
    var leavesDoubt: Bool {
        switch origin {
        case .noReply: true
        case .reply(let status): status >= 500 && remedy == .sameRequest
        case .job: false
        }
    }
}

extension ServiceFailure {
    init(_ error: HTTP.NoReply) {
        self.init(origin: .noReply(mayPass: error.mayPass), reason: Self.unreachable, message: error.text)
    }

    /// From a reply other than 2xx, whose body may be anything: proxies answer in HTML.
    init(_ reply: HTTP.Reply) {
        let error = (try? JSONDecoder().decode(Wire.ErrorBody.self, from: Data(reply.body)))?.error
        let first = error?.errors?.first
        self.init(
            origin: .reply(status: reply.status), reason: first?.reason ?? error?.status ?? "HTTP \(reply.status)",
            message: error?.message ?? first?.message ?? "HTTP status \(reply.status) without an explanation",
            retryAfter: reply.retryAfter)
    }

    /// From a job that is done.
    init(_ error: Wire.ErrorProto) {
        self.init(
            origin: .job, reason: error.reason ?? "unknown",
            message: error.message ?? "the job failed without an explanation")
    }
}
