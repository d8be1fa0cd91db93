import Foundation
import SQLiteConnection
import Testing

@testable import RunService

/// The queue of a service, where a service that runs cannot be made to do it.
@Suite struct RunQueueTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("queue.db")
    }

    private func open(limit: Int = 10, _ targets: [String: String] = ["a": "one", "b": "two"]) async throws -> RunQueue
    {
        let queue = RunQueue(path, limit: limit)
        try await queue.open(targets)
        return queue
    }

    @Test func aRunThatFailedTakesOnWhatWaits() async throws {
        let queue = try await open()
        #expect(try await queue.receive("a", target: "one", job: "1") == .queued(run: 1))
        let run = try #require(try await queue.begin(except: []))
        #expect(try await queue.receive("a", target: "one", job: "2") == .queued(run: 2))
        #expect(try await queue.receive("a", target: "one", job: "3") == .joined(run: 2))
        try await queue.again(run, after: 3600, isCounted: true, "no luck")
        let runs = try await queue.newest(10)
        #expect(runs.map(\.id) == [1])
        #expect(runs.map(\.notifications) == [3])
        #expect(runs.map(\.attempts) == [1])
        for job in ["1", "2", "3"] {
            #expect(try await queue.receive("a", target: "one", job: job) == .known(run: 1))
        }
        // It is not due yet.
        #expect(try await queue.begin(except: []) == nil)
        #expect(try await queue.nextDue(except: []).map { 0...3600 ~= $0 } == true)
    }

    @Test func targetsAtWorkAreLeftOut() async throws {
        let queue = try await open()
        for connection in ["a", "b"] {
            _ = try await queue.receive(connection, target: connection == "a" ? "one" : "two", job: nil)
        }
        #expect(try await queue.begin(except: ["one"])?.connection == "b")
        #expect(try await queue.begin(except: ["one"]) == nil)
        #expect(try await queue.nextDue(except: ["one"]) == nil)
        // What is due by now is due at once, and not forgotten.
        #expect(try await queue.nextDue(except: []) == 0)
        #expect(try await queue.begin(except: [])?.connection == "a")
        #expect(try await queue.nextDue(except: []) == nil)
    }

    @Test func aProjectThatHasChanged() async throws {
        var queue = try await open()
        for connection in ["a", "b"] { _ = try await queue.receive(connection, target: "one", job: nil) }
        _ = try await queue.begin(except: [])
        await queue.close()
        queue = try await open(["a": "three"])
        let runs = try await queue.newest(10)
        // At work when the service ended, it waits again, for the target that the project has now.
        #expect(runs.map(\.state) == [.waiting, .failure])
        #expect(runs.map(\.target) == ["three", "one"])
        #expect(runs[1].message?.contains("no such connection") == true)
    }

    @Test func aFileThatIsNotOurs() async throws {
        let queue = try await open()
        await #expect(throws: StateFile.Failure.self) { try await open() }
        await queue.close()
        let file = try await SQLiteConnection.open(path: path)
        try await file.execute("pragma user_version = 9")
        await file.close()
        let failure = await #expect(throws: StateFile.Failure.self) { try await open() }
        #expect(failure?.description.contains("newer planar") == true)
        try Data("no database".utf8).write(to: URL(filePath: path))
        await #expect(throws: StateFile.Failure.self) { try await open() }
    }

    /// Twice as long for each further attempt, up to five minutes, and never more attempts than were asked for.
    @Test func retries() {
        let policy = RetryPolicy(retries: 40, base: 10)
        for (attempt, longest) in [(1, 10.0), (2, 20), (3, 40), (6, 300), (40, 300)] {
            for _ in 0..<100 {
                let delay = policy.delay(afterAttempt: attempt)
                #expect(delay.map { longest / 2...longest ~= $0 } == true, "\(attempt): \(delay ?? -1)")
            }
        }
        #expect(policy.delay(afterAttempt: 41) == nil)
        #expect(RetryPolicy(retries: 0, base: 10).delay(afterAttempt: 1) == nil)
    }

    @Test func rates() {
        let limit = RateLimit(perMinute: 60)
        let start = ContinuousClock.now
        for _ in 0..<60 { #expect(limit.excess(of: "a", at: start) == nil) }
        #expect(limit.excess(of: "a", at: start) == 1)
        #expect(limit.excess(of: "b", at: start) == nil)
        #expect(limit.excess(of: "a", at: start + .seconds(2)) == nil)
        #expect(limit.excess(of: "a", at: start + .seconds(2)) == nil)
        #expect(limit.excess(of: "a", at: start + .seconds(2)) != nil)
        // Not more than a minute's are saved up.
        for _ in 0..<60 { #expect(limit.excess(of: "a", at: start + .seconds(3600)) == nil) }
        #expect(limit.excess(of: "a", at: start + .seconds(3600)) != nil)
    }
}
