import Dialects
import Runner
import Testing
import TestSupport

/// Faults that a run must survive: the statement is applied, and once.
@Suite struct RecoveryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let faults: [Fault]
        /// How many jobs and requests it takes; nil where that is up to chance.
        var jobs = 1
        var inserts: Int?
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "none", faults: [], inserts: 1),
        Case(name: "403 rateLimitExceeded", faults: [.insert(403, "rateLimitExceeded")], inserts: 2),
        Case(name: "429", faults: [.insert(429, "rateLimitExceeded")], inserts: 2),
        Case(name: "500 internalError", faults: [.insert(500, "internalError")], inserts: 2),
        Case(name: "502 badGateway", faults: [.insert(502, "badGateway")], inserts: 2),
        Case(name: "503 backendError", faults: [.insert(503, "backendError")], inserts: 2),
        Case(name: "504 backendError", faults: [.insert(504, "backendError")], inserts: 2),
        Case(
            name: "three in a row", faults: [Fault(on: "jobs.insert", times: 3, status: 503, reason: "backendError")],
            inserts: 4),
        Case(name: "HTML 500", faults: [.html(500, on: "jobs.insert")], inserts: 2),
        Case(name: "HTML 502", faults: [.html(502, on: "jobs.insert")], inserts: 2),
        Case(name: "HTML 503", faults: [.html(503, on: "jobs.insert")], inserts: 2),
        Case(name: "HTML 504", faults: [.html(504, on: "jobs.insert")], inserts: 2),
        Case(name: "HTML 200", faults: [.html(200, on: "jobs.insert")], inserts: 2),
        Case(name: "connection closed", faults: [Fault(on: "jobs.insert", drop: true)], inserts: 2),
        Case(name: "reply lost", faults: [Fault(on: "jobs.insert", drop: true, forward: true)], inserts: 2),
        Case(
            name: "reply lost twice",
            faults: [Fault(on: "jobs.insert", drop: true, forward: true), Fault(on: "jobs.insert", drop: true)],
            inserts: 3),
        Case(
            name: "accepted and 503",
            faults: [Fault(on: "jobs.insert", status: 503, reason: "backendError", forward: true)], inserts: 2),
        Case(
            name: "reply lost, job not found at once",
            faults: [Fault(on: "jobs.insert", drop: true, forward: true, hidden: 2)], inserts: 2),
        Case(
            name: "reply lost, job running",
            faults: [Fault(on: "jobs.insert", drop: true, forward: true, polls: 2)], inserts: 2),
        Case(name: "running for a while", faults: [Fault(on: "jobs.insert", polls: 4)], inserts: 1),
        Case(
            name: "503 while polling",
            faults: [
                Fault(on: "jobs.insert", polls: 2), Fault(on: "jobs.get", status: 503, reason: "backendError"),
                .html(502, on: "jobs.get"), Fault(on: "jobs.get", drop: true),
            ], inserts: 1),
        Case(name: "jobBackendError", faults: [.job("jobBackendError")], jobs: 2),
        Case(name: "jobInternalError", faults: [.job("jobInternalError")], jobs: 2),
        Case(name: "jobRateLimitExceeded", faults: [.job("jobRateLimitExceeded")], jobs: 2),
        Case(name: "jobRateLimitExceeded, 400", faults: [.insert(400, "jobRateLimitExceeded")], jobs: 2),
        Case(name: "backendError of a job, twice", faults: [.job("backendError"), .job("backendError")], jobs: 3),
        Case(
            name: "concurrent update",
            faults: [
                .job("invalidQuery", "Transaction is aborted due to concurrent update against table p:d.t.")
            ], jobs: 2),
        Case(
            name: "token endpoint down",
            faults: [
                Fault(on: "token", status: 503, html: "<html/>"), Fault(on: "token", drop: true),
                Fault(on: "token", status: 500, oauth: "internal_failure"),
            ], inserts: 1),
        Case(
            name: "location unknown for a moment",
            faults: [Fault(on: "datasets.get", status: 503, reason: "backendError")]),
    ]

    @Test(arguments: cases) func theStatementIsAppliedOnce(_ fault: Case) async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(fault.faults)
        let connection = try await project.connect(project.settings(dataset: "d"))
        #expect(try await connection.execute(BigQueryProject.insertion) == 1)
        #expect(try await project.insertedRows() == 1)
        let report = try await project.report()
        #expect(Set(report.jobIDs).count == fault.jobs)
        if let inserts = fault.inserts { #expect(report.jobIDs.count == inserts) }
    }

    @Test func aHangingServerIsAskedAgain() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(Fault(on: "jobs.insert", hang: 4), Fault(on: "jobs.insert", hang: 4, forward: true))
        var pace = BigQueryProject.pace
        pace.answer = .seconds(2)
        pace.attempts = 8
        let connection = try await project.connect(project.settings(pace: pace))
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
        #expect(Set(try await project.report().jobIDs).count == 1)
    }

    @Test func theServerSaysHowLongToWait() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(
            Fault(on: "jobs.insert", status: 429, reason: "rateLimitExceeded", headers: ["Retry-After": "1"]))
        let connection = try await project.connect()
        try await connection.execute(BigQueryProject.insertion)
        let times = try await project.report().requests.filter { $0.call == "jobs.insert" }.map(\.at)
        #expect(times.count == 2 && times[1] - times[0] >= 1)
        #expect(try await project.insertedRows() == 1)
    }

    @Test func aRevokedTokenIsReplaced() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.revokeTokens()
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
        #expect(try await project.report().tokens == 2)
    }
}
