import Testing
import TestSupport

extension BigQueryProject {
    /// What the proxy saw. Requests that Google's description does not allow fail the test, and so do faults that never
    /// happened.
    func report(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Report {
        let report = try await reportSoFar()
        #expect(report.violations == [], sourceLocation: sourceLocation)
        #expect(report.faultsLeft == 0, sourceLocation: sourceLocation)
        return report
    }

    func fail(_ faults: Fault...) async throws { try await control("set", ["faults": faults]) }
    func fail(_ faults: [Fault]) async throws { try await control("set", ["faults": faults]) }
    /// The next jobs run until they are cancelled, and do nothing.
    func hold(times: Int = 1, and others: [Fault] = []) async throws {
        try await fail([Fault(on: "jobs.insert", times: times, endless: true)] + others)
    }
}
