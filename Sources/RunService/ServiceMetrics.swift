import Observability
import Synchronization

/// The service's own numbers since it began.
package final class ServiceMetrics: Sendable {
    /// Why a request was turned away.
    enum Refusal: String, CaseIterable {
        case unauthorized, tooLarge = "too_large", tooMany = "too_many", unreadable
        case unknownConnection = "unknown_connection"
        case queueFull = "queue_full"
        case broken
    }

    /// What became of a notification that was taken.
    enum Reception: String, CaseIterable { case queued, joined, known, ignored }

    private struct State {
        var received: [Reception: Int] = [:]
        var refused: [Refusal: Int] = [:]
        var targets: [String: OfTarget] = [:]
    }

    private struct OfTarget {
        var running = 0
        var retries = 0
        var outcomes: [String: Int] = [:]
        var buckets = [Int](repeating: 0, count: ServiceMetrics.bounds.count)
        var seconds = 0.0
    }

    private static let outcomes = ["success", "failure", "interrupted"]
    private static let bounds = [1, 2.5, 5, 10, 30, 60, 150, 300, 600, 1800, 3600, 7200]

    private let state = Mutex(State())
    private let start: Double

    /// - Parameters:
    ///   - start: when the service began, in seconds since 1970.
    ///   - targets: all that runs may be for, so that none is missing before its first run.
    package init(start: Double, targets: Set<String>) {
        self.start = start
        state.withLock { state in for target in targets { state.targets[target] = OfTarget() } }
    }

    func received(_ reception: Reception) { state.withLock { $0.received[reception, default: 0] += 1 } }

    func refused(_ refusal: Refusal) { state.withLock { $0.refused[refusal, default: 0] += 1 } }

    func began(_ run: RunQueue.Run) { change(run) { $0.running += 1 } }

    func retries(_ run: RunQueue.Run) { change(run) { $0.retries += 1 } }

    func ended(_ run: RunQueue.Run, _ result: RunResult, in duration: Duration) {
        let outcome =
            switch result {
            case .success: "success"
            case .failure: "failure"
            case .interrupted: "interrupted"
            }
        change(run) { target in
            target.running -= 1
            target.outcomes[outcome, default: 0] += 1
            target.seconds += duration.inSeconds
            if let bucket = Self.bounds.firstIndex(where: { duration.inSeconds <= $0 }) { target.buckets[bucket] += 1 }
        }
    }

    private func change(_ run: RunQueue.Run, _ body: (inout OfTarget) -> Void) {
        state.withLock { body(&$0.targets[run.target, default: OfTarget()]) }
    }

    /// - Parameters:
    ///   - waiting: how many runs wait, and the oldest of them for how many seconds.
    ///   - limit: how many may.
    func families(waiting: (runs: Int, seconds: Double), limit: Int) -> [MetricFamily] {
        let state = state.withLock { $0 }
        let targets = state.targets.sorted { $0.key < $1.key }
        func ofTargets(_ samples: (OfTarget) -> [MetricFamily.Sample]) -> [MetricFamily.Sample] {
            targets.flatMap { name, target in
                samples(target).map { .init($0.value, suffix: $0.suffix, [.init("target", name)] + $0.labels) }
            }
        }
        return [
            MetricFamily(
                "planar_service_start_time_seconds", .seconds, .gauge, "When the service began, in Unix time.",
                [.init(start)]),
            MetricFamily(
                "planar_service_webhooks_total", nil, .counter,
                "Notifications that were taken, by what became of them.",
                Reception.allCases.map {
                    .init(Double(state.received[$0] ?? 0), [.init("result", $0.rawValue)])
                }),
            MetricFamily(
                "planar_service_refused_webhooks_total", nil, .counter,
                "Requests to the webhook that were refused, by reason.",
                Refusal.allCases.map { .init(Double(state.refused[$0] ?? 0), [.init("reason", $0.rawValue)]) }),
            MetricFamily(
                "planar_service_waiting_runs", .runs, .gauge, "Runs that wait, for their turn or for another attempt.",
                [.init(Double(waiting.runs))]),
            MetricFamily(
                "planar_service_most_waiting_runs", .runs, .gauge, "How many runs may wait.", [.init(Double(limit))]),
            MetricFamily(
                "planar_service_oldest_waiting_seconds", .seconds, .gauge,
                "For how long the run that was asked for first has waited.", [.init(waiting.seconds)]),
            MetricFamily(
                "planar_service_running_runs", .runs, .gauge, "Runs at work.",
                ofTargets { [.init(Double($0.running))] }),
            MetricFamily(
                "planar_service_runs_total", .runs, .counter, "Attempts that have ended, by outcome.",
                ofTargets { target in
                    Self.outcomes.map { .init(Double(target.outcomes[$0] ?? 0), [.init("outcome", $0)]) }
                }),
            MetricFamily(
                "planar_service_retries_total", nil, .counter, "Attempts that failed and come again.",
                ofTargets { [.init(Double($0.retries))] }),
            MetricFamily(
                "planar_service_run_duration_seconds", .seconds, .histogram, "How long attempts took.",
                ofTargets(Self.histogram)),
        ]
    }

    private static func histogram(_ target: OfTarget) -> [MetricFamily.Sample] {
        var count = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, runs) in zip(bounds, target.buckets) {
            count += runs
            samples.append(.init(Double(count), suffix: "_bucket", [.init("le", "\(bound)")]))
        }
        let all = Double(target.outcomes.values.reduce(0, +))
        return samples + [
            .init(all, suffix: "_bucket", [.init("le", "+Inf")]), .init(target.seconds, suffix: "_sum"),
            .init(all, suffix: "_count"),
        ]
    }
}
