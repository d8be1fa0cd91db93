import Catalog
import FoundationEssentials
import Observability

/// One thing that a run has to say, for programs.
struct LogEntry: Sendable {
    enum Level: String, Sendable {
        case info, warning, error
    }

    enum Event: String, Sendable {
        case message
        case runStarted = "run_started"
        case streamStarted = "stream_started"
        case streamFinished = "stream_finished"
        case streamFailed = "stream_failed"
        case runFinished = "run_finished"
    }

    var level = Level.info
    var event = Event.message
    /// `orders`, or `namespace.orders`.
    var stream: String?
    /// Rows that tables gained.
    var rows: Int?
    var duration: Duration?
    let message: String

    /// ```json
    /// {"time": "2024-02-01T00:00:00.123456Z", "level": "info", "event": "stream_finished", "stream": "orders", "rows": 3, "duration": 0.042, "message": "..."}
    /// ```
    func json(at time: Date) -> String {
        Self.object([
            ("time", jsonText(time.inReports)), ("level", jsonText(level.rawValue)),
            ("event", jsonText(event.rawValue)),
            ("stream", stream.map(jsonText)), ("rows", rows.map(String.init)),
            ("duration", duration.map { String(($0 / .milliseconds(1)).rounded() / 1000) }),
            ("message", jsonText(message)),
        ])
    }

    /// ```json
    /// {"type": "LOG", "log": {"level": "INFO", "message": "..."}}
    /// ```
    var airbyte: String {
        let level =
            switch level {
            case .info: "INFO"
            case .warning: "WARN"
            case .error: "ERROR"
            }
        return Self.object([
            ("type", jsonText("LOG")),
            ("log", Self.object([("level", jsonText(level)), ("message", jsonText(message))])),
        ])
    }

    /// Members without a value are left out.
    static func object(_ members: [(key: String, value: String?)]) -> String {
        let texts = members.compactMap { key, value in value.map { "\(jsonText(key)): \($0)" } }
        return "{\(texts.joined(separator: ", "))}"
    }
}
