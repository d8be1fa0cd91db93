import Dialects
import FoundationEssentials
import Runner
import Synchronization
import TableModel

/// The spans of a run: one for the run, below it one for each stream, below those one for each statement.
final class Trace: Sendable {
    private struct State {
        /// Of streams that are at work.
        var streams: [StreamName: String] = [:]
        var spans: [OTLP.Span] = []
    }

    private let place: DatabasePlace
    private let traceID: String
    /// Of the run, which comes last.
    private let id = Trace.newID(bytes: 8)
    private let parent: String?
    /// When the run began, by both clocks.
    let began = (date: Date(), instant: ContinuousClock.now)
    private let state = Mutex(State())

    /// - Parameter traceparent: what has started the run, in the form of <https://www.w3.org/TR/trace-context/>; anything else is
    ///   passed over, as that asks.
    init(at place: DatabasePlace, traceparent: String?) {
        self.place = place
        let parent = traceparent.flatMap(Self.parent)
        traceID = parent?.trace ?? Self.newID(bytes: 16)
        self.parent = parent?.span
    }

    func show(_ event: RunEvent) {
        switch event {
        case .streamStarted(let stream):
            state.withLock { $0.streams[stream] = Self.newID(bytes: 8) }
        case .statementEnded(let statement):
            state.withLock { state in
                guard let stream = state.streams[statement.stream] else { return }
                state.spans.append(span(of: statement, below: stream))
            }
        case .streamFinished(let report):
            state.withLock { state in
                guard let id = state.streams.removeValue(forKey: report.stream) else { return }
                state.spans.append(span(of: report, id))
            }
        case .relationStarted: return
        }
    }

    /// All spans, once the run has ended.
    ///
    /// - Parameter failure: why it failed; nil where it did not.
    func spans(failure: String?) -> [OTLP.Span] {
        let run = span(id, below: parent, "planar run", .internal, from: began.instant, to: .now, [database], failure)
        return state.withLock { $0.spans } + [run]
    }

    private func span(of report: StreamReport, _ id: String) -> OTLP.Span {
        var attributes = [database, .init("planar.stream", .string("\(report.stream)"))]
        if report.failure == nil { attributes += numbers(of: report) }
        return span(
            id, below: self.id, "\(report.stream)", .internal, from: report.start, to: report.start + report.duration,
            attributes, report.failure.map { "\($0)" })
    }

    /// What a run of the stream comes to, under the names of the metrics.
    private func numbers(of report: StreamReport) -> [OTLP.Attribute] {
        let kept = report.relations.reduce(Kept()) { $0 + $1.kept }
        let bytes = report.relations.compactMap(\.usage?.bytesProcessed)
        let numbers: [(String, Int?)] = [
            ("planar.read_raw_rows", report.arrival?.rows),
            ("planar.added_rows", report.relations.reduce(0) { $0 + $1.rowsAdded }),
            ("planar.kept_aside_values", kept.values), ("planar.kept_aside_rows", kept.rows),
            ("planar.processed_bytes", bytes.isEmpty ? nil : bytes.reduce(0, +)),
        ]
        return numbers.compactMap { name, number in number.map { .init(name, .integer($0)) } }
    }

    private func span(of statement: StatementReport, below stream: String) -> OTLP.Span {
        var attributes: [OTLP.Attribute] = [
            database, .init("db.namespace", .string(place.namespace(of: statement.table))),
            .init("db.collection.name", .string(statement.table.name.text)),
            .init("db.query.summary", .string("\(statement.purpose) \(statement.table.name.text)")),
        ]
        if let rows = statement.rows { attributes.append(.init("planar.changed_rows", .integer(rows))) }
        if let failure = statement.failure {
            attributes.append(.init("db.response.status_code", .string(failure.code)))
        }
        return span(
            Self.newID(bytes: 8), below: stream, "\(statement.purpose) \(statement.table.name.text)", .client,
            from: statement.start, to: statement.start + statement.duration, attributes,
            statement.failure.map { "\($0)" })
    }

    private var database: OTLP.Attribute { .init("db.system.name", .string(place.system)) }

    private func span(
        _ id: String, below parent: String?, _ name: String, _ kind: OTLP.Span.Kind,
        from start: ContinuousClock.Instant,
        to end: ContinuousClock.Instant, _ attributes: [OTLP.Attribute], _ failure: String?
    ) -> OTLP.Span {
        OTLP.Span(
            traceId: traceID, spanId: id, parentSpanId: parent, name: name, kind: kind,
            startTimeUnixNano: nanoseconds(start), endTimeUnixNano: nanoseconds(end), attributes: attributes,
            status: failure.map { .init(message: $0) })
    }

    private func nanoseconds(_ instant: ContinuousClock.Instant) -> String {
        String(began.date.nanoseconds + Int(began.instant.duration(to: instant) / .nanoseconds(1)))
    }

    private static func newID(bytes: Int) -> String {
        // All zeros stand for none.
        hexadecimal((0..<bytes).map { _ in UInt8.random(in: 1...255) })
    }

    /// `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`
    private static func parent(_ text: String) -> (trace: String, span: String)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        func isID(_ text: String, _ count: Int) -> Bool {
            text.utf8.count == count && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
                && text.contains { $0 != "0" }
        }
        guard parts.count >= 4, parts[0].count == 2, parts[0] != "ff", isID(parts[1], 32), isID(parts[2], 16) else {
            return nil
        }
        return (parts[1], parts[2])
    }
}
