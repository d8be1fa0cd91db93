import BigQueryConnection
import Dialects
import Runner
import Testing
import TestSupport

/// Faults that end a statement: it is not applied, and the error says what to do.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let faults: [Fault]
        let code: String
        var kind = DatabaseError.Kind.other
        var message = "injected"
        /// Words of the hint.
        let hint: String?
        /// How many requests for a job it takes.
        var inserts = 1
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "quotaExceeded", faults: [.insert(403, "quotaExceeded")], code: "quotaExceeded",
            hint: "a quota of the project is used up, which hours rather than minutes give back"),
        Case(
            name: "quotaExceeded, 429", faults: [.insert(429, "quotaExceeded")], code: "quotaExceeded",
            hint: "a quota of the project is used up"),
        Case(
            name: "quotaExceeded of a job", faults: [.job("quotaExceeded")], code: "quotaExceeded",
            hint: "IAM & Admin > Quotas"),
        Case(
            name: "accessDenied", faults: [.insert(403, "accessDenied")], code: "accessDenied",
            hint: "loader@planar.iam.gserviceaccount.com needs the roles roles/bigquery.jobUser"),
        Case(
            name: "accessDenied of a job", faults: [.job("accessDenied")], code: "accessDenied",
            hint: "roles/bigquery.dataEditor"),
        Case(
            name: "billingNotEnabled", faults: [.insert(403, "billingNotEnabled")], code: "billingNotEnabled",
            hint: "link a billing account to project"),
        Case(
            name: "bytesBilledLimitExceeded",
            faults: [
                .job(
                    "bytesBilledLimitExceeded",
                    "Query exceeded limit for bytes billed: 1000. 10485760 or higher required.")
            ],
            code: "bytesBilledLimitExceeded",
            message: "Query exceeded limit for bytes billed: 1000. 10485760 or higher required.",
            hint: "nothing was charged"),
        Case(
            name: "notFound", faults: [.job("notFound", "Not found: Dataset p:d was not found in location US")],
            code: "notFound", message: "Not found: Dataset p:d was not found in location US",
            hint: "set dataset_location if the datasets live elsewhere"),
        Case(name: "invalidQuery", faults: [.insert(400, "invalidQuery")], code: "invalidQuery", hint: nil),
        Case(
            name: "a value", faults: [.job("invalidQuery", "Query error: Bad int64 value: abc at [1:8]")],
            code: "invalidQuery", kind: .value, message: "Query error: Bad int64 value: abc at [1:8]", hint: nil),
        Case(
            name: "responseTooLarge", faults: [.job("responseTooLarge")], code: "responseTooLarge",
            hint: "more than BigQuery returns"),
        Case(
            name: "resourcesExceeded", faults: [.job("resourcesExceeded")], code: "resourcesExceeded",
            hint: "more memory or time"),
        Case(name: "stopped", faults: [.job("stopped")], code: "stopped", hint: "somebody cancelled the job"),
        Case(name: "notImplemented", faults: [.insert(501, "notImplemented")], code: "notImplemented", hint: nil),
        Case(
            name: "503 for too long", faults: [Fault(on: "jobs.insert", times: 4, status: 503, reason: "backendError")],
            code: "backendError", hint: "the job may still run", inserts: 4),
        Case(
            name: "HTML 502 for too long",
            faults: [Fault(on: "jobs.insert", times: 4, status: 502, html: "<html><title>Bad</title></html>")],
            code: "HTTP 502", message: "HTTP status 502 without an explanation", hint: "the job may still run",
            inserts: 4),
        Case(
            name: "rateLimitExceeded for too long",
            faults: [Fault(on: "jobs.insert", times: 4, status: 403, reason: "rateLimitExceeded")],
            code: "rateLimitExceeded", hint: "run fewer streams side by side", inserts: 4),
        Case(
            name: "no answer for too long", faults: [Fault(on: "jobs.insert", times: 4, drop: true)],
            code: "unreachable", kind: .connection, message: "cannot reach http://127.0.0.1",
            hint: "the job may still run",
            inserts: 4),
        Case(
            name: "jobs that fail for too long",
            faults: [.job("jobBackendError"), .job("jobBackendError"), .job("jobInternalError")],
            code: "jobInternalError", hint: nil, inserts: 3),
        Case(
            name: "tokens that are never good",
            faults: [Fault(on: "jobs.insert", times: 2, status: 401, reason: "authError")],
            code: "authError", kind: .connection, hint: "is not accepted", inserts: 2),
    ]

    @Test(arguments: cases) func theStatementIsNotApplied(_ fault: Case) async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(fault.faults)
        let connection = try await project.connect()
        let error = try await #require(throws: DatabaseError.self) {
            try await connection.execute(BigQueryProject.insertion)
        }
        #expect(error.code == fault.code)
        #expect(error.kind == fault.kind)
        #expect(error.message.hasPrefix(fault.message))
        #expect(error.statement == BigQueryProject.insertion.text)
        #expect(error.detail?.contains("job \(project.name):planar_") == true)
        if let hint = fault.hint { #expect(error.hint?.contains(hint) == true) } else { #expect(error.hint == nil) }
        #expect(try await project.insertedRows() == 0)
        #expect(try await project.report().jobIDs.count == fault.inserts)
    }

    /// Nobody waits for such a job any longer, so it must not go on.
    @Test func aJobOutOfSightIsCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(
            Fault(on: "jobs.insert", polls: 1), Fault(on: "jobs.get", times: 4, status: 503, reason: "backendError"))
        let connection = try await project.connect()
        let error = try await #require(throws: DatabaseError.self) {
            try await connection.execute(BigQueryProject.insertion)
        }
        #expect(error.code == "backendError")
        #expect(try await project.report().count("jobs.cancel") == 1)
    }

    @Test func theEmulatorsOwnErrors() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        let missing = try await #require(throws: DatabaseError.self) {
            try await connection.execute("insert into d.nosuch (a) values (1)")
        }
        #expect(missing.code == "notFound")
        let value = try await #require(throws: DatabaseError.self) {
            try await connection.rows("select cast('abc' as int64)")
        }
        #expect(value.kind == .value)
    }

    @Test func aPlaceInTheStatementIsFound() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(.job("invalidQuery", "Unrecognized name: é2 at [2:9]; Did you mean é at [2:13]?"))
        let connection = try await project.connect()
        let sql: SQL = "select 'é',\n    a, é2\nfrom d.t"
        let error = try await #require(throws: DatabaseError.self) { try await connection.execute(sql) }
        #expect(error.position == 12 + 13)
    }

    @Test func anUnreachableServer() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        // Nothing listens on the reserved port 1.
        let service = BigQueryService(
            BigQuerySettings(
                project: project.name, credentials: nil, baseURL: "http://127.0.0.1:1", pace: BigQueryProject.pace)
        )
        let error = try await #require(throws: DatabaseError.self) {
            try await service.connect().execute("select 1")
        }
        #expect(error.kind == .connection)
        #expect(error.message == "cannot reach http://127.0.0.1:1")
        #expect(error.detail?.contains("refused") == true)
    }

    @Test func credentialsThatAreMissing() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let settings = try BigQuerySettings(
            projectID: project.name, datasetID: "d",
            environment: ["BIGQUERY_EMULATOR_HOST": project.server.address], pace: BigQueryProject.pace)
        let error = try await #require(throws: DatabaseError.self) {
            try await BigQueryService(settings).connect()
        }
        #expect(error.kind == .connection)
        #expect(error.hint?.contains("credentials_json") == true)
    }
}
