import BigQueryConnection
import Dialects
import Runner
import Testing
import TestSupport

@Suite struct CancellationTests {
    /// Waits until a call came to the proxy `count` times.
    private func wait(for call: String, _ count: Int = 1, in project: BigQueryProject) async throws {
        while try await project.reportSoFar().count(call) < count { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func aRunningJobIsCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.hold()
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.get", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let report = try await project.report()
        #expect(report.requests.filter { $0.call == "jobs.cancel" }.map(\.id) == report.jobIDs)
        #expect(try await project.insertedRows() == 0)
    }

    @Test func everyRunningJobIsCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        let service = BigQueryService(project.settings())
        try await project.hold(times: 3)
        let running = Task {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...3 { group.addTask { try await service.connect().execute(BigQueryProject.insertion) } }
                try await group.waitForAll()
            }
        }
        try await wait(for: "jobs.get", 3, in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        let report = try await project.report()
        let cancelled = Set(report.requests.filter { $0.call == "jobs.cancel" }.compactMap(\.id))
        #expect(cancelled == Set(report.jobIDs))
        #expect(cancelled.count == 3)
    }

    @Test func aCancelThatComesTooLate() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(Fault(on: "jobs.insert", late: true))
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.get", in: project)
        running.cancel()
        // It happened, and nobody must say that it did not.
        #expect(try await running.value == 1)
        #expect(try await project.insertedRows() == 1)
        #expect(try await project.report().count("jobs.cancel") == 1)
    }

    @Test func aJobWhoseReplyIsOnItsWayIsCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(Fault(on: "jobs.insert", hang: 1, forward: true, endless: true))
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.insert", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await project.report().count("jobs.cancel") == 1)
        #expect(try await project.insertedRows() == 0)
    }

    /// The server is slow to take it up, so that a cancel at once would find no job.
    @Test func aJobThatIsOnlyAskedForIsCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(Fault(on: "jobs.insert", delay: 4, endless: true))
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.insert", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        while try await project.reportSoFar().jobs == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await project.report().running == 0)
    }

    @Test func aCancelThatFailsIsSentAgain() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.hold(
            and: [Fault(on: "jobs.cancel", status: 503, reason: "backendError"), Fault(on: "jobs.cancel", drop: true)])
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.get", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await project.report().count("jobs.cancel") == 3)
    }

    @Test func aJobThatDoesNotEndIsLeft() async throws {
        let project = try await BigQueryProject.withTable()
        var pace = BigQueryProject.pace
        pace.farewell = .milliseconds(200)
        let connection = try await project.connect(project.settings(pace: pace))
        // It goes on although it was cancelled.
        try await project.fail(Fault(on: "jobs.insert", polls: 100_000))
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.get", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }

    @Test func aCancelledTaskStartsNoJob() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        let running = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await connection.execute(BigQueryProject.insertion)
        }
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await project.report().jobIDs == [])
    }

    @Test func aWaitBetweenAttemptsIsCutShort() async throws {
        let project = try await BigQueryProject.withTable()
        var pace = BigQueryProject.pace
        pace.backOff = .seconds(1000)
        pace.longestBackOff = .seconds(1000)
        let connection = try await project.connect(project.settings(pace: pace))
        try await project.fail(.insert(503, "backendError"))
        let running = Task { try await connection.execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.insert", in: project)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await project.insertedRows() == 0)
    }

    @Test(arguments: [1, 3]) func jobsWaitForTheirTurn(bound: Int) async throws {
        let project = try await BigQueryProject.withTable()
        let service = BigQueryService(project.settings(parallelJobs: bound))
        try await project.fail(Fault(on: "jobs.insert", times: 9, polls: 2))
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...9 { group.addTask { try await service.connect().execute(BigQueryProject.insertion) } }
            try await group.waitForAll()
        }
        let report = try await project.report()
        #expect(report.mostRunning == bound)
        #expect(Set(report.jobIDs).count == 9)
        #expect(try await project.insertedRows() == 9)
    }

    @Test func aTaskThatWaitsForItsTurnCanBeCancelled() async throws {
        let project = try await BigQueryProject.withTable()
        let service = BigQueryService(project.settings(parallelJobs: 1))
        try await project.hold()
        let first = Task { try await service.connect().execute(BigQueryProject.insertion) }
        try await wait(for: "jobs.get", in: project)
        let second = Task { try await service.connect().execute(BigQueryProject.insertion) }
        let third = Task { try await service.connect().execute(BigQueryProject.insertion) }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await third.value == 1)
        #expect(try await project.insertedRows() == 1)
    }
}
