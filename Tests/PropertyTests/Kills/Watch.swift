import Dialects
import Runner
import Synchronization

/// A reader that looks again and again while a run is on its way and is killed.
final class Watch: Sendable {
    struct Report: Sendable {
        var looks = 0
        /// What no reader may see, in words.
        var faults: [String] = []
    }

    private let isOver = Mutex(false)
    private let connection: any Connection
    private let task: Mutex<Task<Report, Never>?>

    /// - Parameter outlives: whether the reader's own session is to survive the kill.
    init(_ connection: any Connection, _ dialect: any Dialect, from before: Sight, to after: Sight, outlives: Bool) {
        self.connection = connection
        task = Mutex(nil)
        let task = Task { [weak self] in
            var report = Report()
            var done: Set<String> = []
            while self?.isOver.withLock({ $0 }) == false {
                do {
                    let sight = try await connection.look(dialect)
                    report.looks += 1
                    for stream in sight.streamsBetween(before, after) {
                        let difference = sight.difference(from: before, of: [stream])
                        report.faults.append("\(stream) was seen midway:\n\(difference)")
                    }
                    let nowDone = sight.streamsDone(before, after)
                    if !done.isSubset(of: nowDone) { report.faults.append("what was done was seen undone: \(done)") }
                    done = nowDone
                } catch let error as DatabaseError where error.kind == .connection && !outlives {
                    break
                } catch {
                    report.faults.append("a reader failed: \(error)")
                    break
                }
                try? await Task.sleep(for: .milliseconds(2))
            }
            return report
        }
        self.task.withLock { $0 = task }
    }

    func end() async -> Report {
        isOver.withLock { $0 = true }
        let report = await task.withLock { $0 }?.value ?? Report()
        await connection.close()
        return report
    }
}
