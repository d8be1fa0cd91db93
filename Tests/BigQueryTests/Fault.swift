/// What the proxy does to a call in place of answering it as the emulator would, or to the job that it makes. The names
/// are those of Support/proxy.py.
struct Fault: Encodable, Sendable {
    /// `jobs.insert`, `jobs.get`, `token` ...
    let on: String
    var times = 1

    /// Answers with an error of BigQuery's form ...
    var status: Int?
    var reason: String?
    /// `$SENT` becomes what the client sent that nobody else must see.
    var message: String?
    /// ... of the token endpoint's ...
    var oauth: String?
    /// ... or with a page of HTML.
    var html: String?
    var headers: [String: String]?

    /// Closes the connection without an answer.
    var drop: Bool?
    /// Seconds until it does.
    var hang: Double?
    /// Seconds until it does what was asked.
    var delay: Double?
    /// Does what was asked before it fails.
    var forward: Bool?

    // Of the job that an insert makes.

    /// How often it is still running when looked at.
    var polls: Int?
    /// It runs until it is cancelled, and does nothing.
    var endless: Bool?
    /// It is done, but seems to be running until it is cancelled.
    var late: Bool?
    var error: JobError?
    /// How often its rows are not there yet.
    var incomplete: Int?
    /// How often it is not found.
    var hidden: Int?
    var query: Query?
    var children: [Child]?

    /// Elements of a page.
    var page: Int?

    struct JobError: Encodable, Sendable {
        let reason: String
        var message = "injected"
    }

    struct Query: Encodable, Sendable {
        var totalBytesProcessed: String?
        var totalBytesBilled: String?
        var totalSlotMs: String?
        var numDmlAffectedRows: String?
        var dmlStats: Counts?
        struct Counts: Encodable, Sendable {
            let insertedRowCount: String
        }
    }

    /// The statistics of one statement of a script.
    struct Child: Encodable, Sendable {
        let totalSlotMs: String
        let query: Query
        let scriptStatistics: Frames
        struct Frames: Encodable, Sendable {
            let stackFrames: [Frame]
        }
        struct Frame: Encodable, Sendable {
            let startLine: Int
        }
    }

    static func insert(_ status: Int, _ reason: String) -> Fault {
        Fault(on: "jobs.insert", status: status, reason: reason)
    }
    static func html(_ status: Int, on call: String) -> Fault {
        Fault(on: call, status: status, html: "<html><body>bad gateway</body></html>")
    }
    /// A job that runs for a moment and fails without doing anything.
    static func job(_ reason: String, _ message: String = "injected") -> Fault {
        Fault(on: "jobs.insert", polls: 1, error: JobError(reason: reason, message: message))
    }
}
