import Observability

/// What came of a run.
package enum RunResult: Sendable, Equatable {
    case success
    /// - Parameter mayHeal: whether another attempt could go better without somebody doing something first.
    case failure(String, mayHeal: Bool)
    /// It was cancelled.
    case interrupted
}

/// Takes runs from the queue, one at a time for each target, and tries those again that fail.
package actor Dispatcher {
    private let queue: RunQueue
    private let policy: RetryPolicy
    private let launch: @Sendable (RunQueue.Run) async -> RunResult
    private let metrics: ServiceMetrics
    private let log: ServiceLog
    private var busy: Set<String> = []
    private nonisolated let wakes: AsyncStream<Void>
    private nonisolated let wakeUp: AsyncStream<Void>.Continuation
    private var alarm: Task<Void, any Error>?

    /// - Parameter launch: does a run; when it is cancelled it ends soon, with nothing left behind.
    package init(
        _ queue: RunQueue, _ policy: RetryPolicy, metrics: ServiceMetrics, log: @escaping ServiceLog,
        launch: @escaping @Sendable (RunQueue.Run) async -> RunResult
    ) {
        self.queue = queue
        self.policy = policy
        self.metrics = metrics
        self.log = log
        self.launch = launch
        (wakes, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Lets it look at the queue.
    package nonisolated func wake() { wakeUp.yield() }

    /// Works until the task is cancelled, and then until the runs at work have ended.
    package func run() async {
        wake()
        await withDiscardingTaskGroup { group in
            for await _ in wakes {
                if Task.isCancelled { break }
                do {
                    while let run = try await queue.begin(except: busy) {
                        busy.insert(run.target)
                        metrics.began(run)
                        log(.info, "\(run.name): begins, attempt \(run.attempts)")
                        group.addTask { await self.carry(run) }
                    }
                    wake(in: try await queue.nextDue())
                } catch {
                    log(.error, "\(error)")
                    wake(in: 5)
                }
            }
            group.cancelAll()
        }
        alarm?.cancel()
    }

    private func wake(in seconds: Double?) {
        alarm?.cancel()
        // What is due now waits for its target, whose run wakes us when it ends.
        guard let seconds else { return }
        alarm = Task {
            try await Task.sleep(for: .seconds(seconds) + .milliseconds(1))
            wake()
        }
    }

    private func carry(_ run: RunQueue.Run) async {
        let start = ContinuousClock.now
        let result = await launch(run)
        let duration = start.duration(to: .now)
        do {
            switch result {
            case .success:
                try await queue.end(run, .success, nil)
                log(.info, "\(run.name): done in \((duration.inSeconds * 10).rounded() / 10) s")
            case .failure(let message, let mayHeal):
                if mayHeal, let delay = policy.delay(afterAttempt: run.attempts) {
                    metrics.retries(run)
                    log(.warning, "\(run.name): failed, tried again in \(Int(delay.rounded(.up))) s: \(message)")
                    try await queue.again(run, after: delay, isCounted: true, message)
                } else {
                    log(.error, "\(run.name): failed: \(message)")
                    try await queue.end(run, .failure, message)
                }
            case .interrupted:
                log(.info, "\(run.name): interrupted, to be run at the next start")
                try await queue.again(run, after: 0, isCounted: false, "interrupted")
            }
        } catch {
            // It stays on record as running, so the next start of the service runs it again.
            log(.error, "\(run.name): what became of it could not be noted: \(error)")
        }
        metrics.ended(run, result, in: duration)
        busy.remove(run.target)
        wake()
    }
}

/// How often and when a run that failed is tried again.
package struct RetryPolicy: Sendable {
    private let retries: Int
    private let base: Double
    private static let longest = 300.0

    /// - Parameters:
    ///   - retries: after the first attempt.
    ///   - base: seconds before the first of them, doubled for each further one up to five minutes.
    package init(retries: Int, base: Double) {
        self.retries = retries
        self.base = base
    }

    /// In seconds, spread so that what failed together does not come back together; nil where it was the last attempt.
    package func delay(afterAttempt attempt: Int) -> Double? {
        if attempt > retries { return nil }
        var delay = base
        for _ in 1..<max(attempt, 1) where delay < Self.longest { delay *= 2 }
        return min(delay, Self.longest) * .random(in: 0.5...1)
    }
}

/// Where a service says what it does.
package typealias ServiceLog = @Sendable (ServiceLogLevel, String) -> Void

package enum ServiceLogLevel: Sendable { case info, warning, error }

extension RunQueue.Run {
    /// How the log calls it.
    package var name: String { "run \(id) of \(connection) on \(target)" }
}
