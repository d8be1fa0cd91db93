import Catalog
@preconcurrency import Dispatch
import Dialects
import Runner
import Synchronization
import TableModel

/// Shows a run as it goes: on a terminal a line for each stream that is being worked on and a bar below them, elsewhere
/// one plain line for each stream that is done.
final class Progress: Sendable {
    private struct Active {
        let stream: StreamName
        let since: ContinuousClock.Instant
        var relation = ""
    }

    private struct State {
        var active: [Active] = []
        var done = 0
    }

    private let streams: Int
    private let isTerminal: Bool
    private let showsFailuresOnly: Bool
    private let state = Mutex(State())
    /// None where nobody watches.
    private let timer: (any DispatchSourceTimer)?

    init(streams: Int, showsFailuresOnly: Bool) {
        self.streams = streams
        self.showsFailuresOnly = showsFailuresOnly
        if !showsFailuresOnly {
            Console.log(LogEntry(event: .runStarted, message: "run of \(streams.of("stream"))"), text: nil)
        }
        isTerminal = Console.isTerminal && !showsFailuresOnly
        timer = isTerminal ? DispatchSource.makeTimerSource(queue: .global()) : nil
        guard let timer else { return }
        timer.schedule(deadline: .now() + 0.1, repeating: 0.1)
        timer.setEventHandler { [weak self] in
            guard let self else { return }
            state.withLock { self.draw($0) }
        }
        timer.resume()
    }

    func show(_ event: RunEvent) {
        state.withLock { state in
            switch event {
            case .streamStarted(let stream):
                if !showsFailuresOnly {
                    let name = Shown.text("\(stream)")
                    Console.log(
                        LogEntry(event: .streamStarted, stream: "\(stream)", message: "\(name): started"), text: nil)
                }
                state.active.append(Active(stream: stream, since: .now))
            case .relationStarted(let stream, let target, let index, let count):
                guard let place = state.active.firstIndex(where: { $0.stream == stream }) else { return }
                state.active[place].relation = "\(target.name.text) (\(index + 1) of \(count))"
            case .statementEnded: return
            case .streamFinished(let report):
                state.active.removeAll { $0.stream == report.stream }
                state.done += 1
                tell(report)
            }
            if isTerminal { draw(state) }
        }
    }

    func finish() {
        timer?.cancel()
        state.withLock { state in
            state.active = []
            if isTerminal { draw(state) }
        }
    }

    private func tell(_ report: StreamReport) {
        let name = Shown.text("\(report.stream)")
        if let failure = report.failure {
            let message = "\(name): \(failure)"
            return Console.log(
                LogEntry(
                    level: .error, event: .streamFailed, stream: "\(report.stream)", duration: report.duration,
                    message: message), text: "failed  \(message)", type: FailureType(failure))
        }
        if showsFailuresOnly { return }
        let rows = report.relations.reduce(0) { $0 + $1.rowsAdded }
        let message =
            "\(name): \(rows.of("row")) in \(report.relations.count.of("table")), \(report.duration.short)"
        Console.log(
            LogEntry(
                event: .streamFinished, stream: "\(report.stream)", rows: rows, duration: report.duration,
                message: message), text: "done    \(message)")
        for relation in report.relations where relation.sharedKeys > 0 {
            let message =
                "\(relation.target): \(relation.sharedKeys.of("value")) of _airbyte_unique_key stand for more than one key"
            Console.log(
                LogEntry(level: .warning, stream: "\(report.stream)", message: message), text: "warning \(message)")
        }
    }

    private func draw(_ state: State) {
        guard !state.active.isEmpty else { return Console.show(live: []) }
        let width = Console.width - 1
        var lines = state.active.map { active in
            "running \(Shown.text("\(active.stream)")): \(active.relation)  \((ContinuousClock.now - active.since).short)"
        }
        let cells = 24
        let filled = streams == 0 ? cells : cells * state.done / streams
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled)
        lines.append("[\(bar)] \(state.done) of \(streams) streams")
        Console.show(live: lines.map { String($0.prefix(width)) })
    }
}
