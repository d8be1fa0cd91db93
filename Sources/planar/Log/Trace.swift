import ArgumentParser
import Catalog
import FoundationEssentials

/// Why a run failed, as the one message that Airbyte shows to the user of a connection.
///
/// ```json
/// {"type": "TRACE", "trace": {"type": "ERROR", "emitted_at": 1706745600000, "error":
///     {"message": "...", "internal_message": "...", "failure_type": "config_error"}}}
/// ```
struct Trace: Sendable {
    struct Failure: Sendable {
        let message: String
        let type: FailureType
    }

    /// How many are told one by one.
    private static let shown = 5

    let failures: [Failure]
    /// The exit status, for a run that ended without a word.
    let status: Int32

    private var isInterrupted: Bool { status == ExitCode.interrupted.rawValue }

    /// The user alone has to act only where trying again would mend none of it.
    private var type: FailureType {
        if failures.isEmpty || isInterrupted { return .system }
        return failures.allSatisfy { $0.type == .config } ? .config : .system
    }

    private var message: String {
        if isInterrupted { return "the run was interrupted, streams that were done stay done" }
        if failures.isEmpty { return "the run ended with status \(status)" }
        if failures.count == 1 { return failures[0].message }
        let rest = failures.count - Self.shown
        return
            (["\(failures.count) failures"] + failures.prefix(Self.shown).map(\.message)
            + (rest > 0 ? ["and \(rest) more, see the log"] : [])).joined(separator: "\n")
    }

    func airbyte(at time: Date) -> String {
        let whole = failures.map(\.message).joined(separator: "\n")
        let error = LogEntry.object([
            ("message", jsonText(message)), ("internal_message", jsonText("exit status \(status)\n\(whole)")),
            ("failure_type", jsonText(type.rawValue)),
        ])
        let trace = LogEntry.object([
            ("type", jsonText("ERROR")), ("emitted_at", String(Int64(time.timeIntervalSince1970 * 1000))),
            ("error", error),
        ])
        return LogEntry.object([("type", jsonText("TRACE")), ("trace", trace)])
    }
}
