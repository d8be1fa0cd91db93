import FoundationEssentials
import Observability
import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

/// The two streams of a terminal program: results on standard output, everything else on standard error. In the formats
/// for programs everything goes one way.
enum Console {
    private struct State {
        var format = LogFormat.text
        /// Lines at the end of a terminal that are drawn again and again.
        var live: [String] = []
        /// What a run failed of.
        var failures: [Trace.Failure] = []
    }

    private static let state = Mutex(State())

    static var format: LogFormat {
        get { state.withLock(\.format) }
        set { state.withLock { $0.format = newValue } }
    }

    /// Says what went wrong, or what somebody should know: a line of text above the live lines.
    ///
    /// - Parameters:
    ///   - text: begins with `error: ` or the like, which programs learn from `level`.
    ///   - type: who has to do something about an error.
    static func error(_ text: String, _ level: LogEntry.Level = .error, type: FailureType = .config) {
        let lead = ["error: ", "Error: ", "warning: ", "failed  "].first { text.hasPrefix($0) } ?? ""
        log(LogEntry(level: level, message: String(text.dropFirst(lead.count))), text: text, type: type)
    }

    /// Says what came of a command.
    static func result(_ text: String) {
        if format == .text { print(text) } else { log(LogEntry(message: text), text: nil) }
    }

    /// - Parameter text: for people; nil where they are told otherwise.
    static func log(_ entry: LogEntry, text: String?, type: FailureType = .config) {
        state.withLock { state in
            if entry.level == .error { state.failures.append(.init(message: entry.message, type: type)) }
            switch state.format {
            case .text:
                guard let text else { return }
                erase(state.live)
                fputs(text + "\n", stderr)
                draw(state.live)
            case .json: fputs(entry.json(at: Date()) + "\n", stderr)
            case .airbyte: writeAirbyte(entry.airbyte)
            }
        }
    }

    /// Says the last word of a command.
    static func end(status: Int32) {
        state.withLock { state in
            guard state.format == .airbyte, status != 0 else { return }
            writeAirbyte(Trace(failures: state.failures, status: status).airbyte(at: Date()))
        }
    }

    /// Whoever reads the pipe sees each line when it is written.
    private static func writeAirbyte(_ line: String) {
        fputs(line + "\n", stdout)
        fflush(stdout)
    }

    /// Puts other lines in the place of the live ones; none takes them away.
    static func show(live new: [String]) {
        state.withLock { state in
            erase(state.live)
            state.live = new
            draw(new)
        }
    }

    private static func erase(_ lines: [String]) {
        if !lines.isEmpty { fputs("\u{1B}[\(lines.count)A\r\u{1B}[J", stderr) }
    }

    private static func draw(_ lines: [String]) {
        fputs(lines.map { "\($0)\n" }.joined(), stderr)
        fflush(stderr)
    }

    /// Whether somebody watches standard error.
    static var isTerminal: Bool {
        format == .text && isatty(STDERR_FILENO) == 1 && getenv("CI") == nil
            && getenv("TERM").map { strcmp($0, "dumb") } != 0
    }

    /// Characters in a line of the terminal.
    static var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}

extension Duration {
    /// `0.04 s`, `12.3 s`, `4 min 05 s`.
    var short: String {
        let seconds = inSeconds
        if seconds >= 60 {
            return "\(Int(seconds) / 60) min \(Int(seconds) % 60 < 10 ? "0" : "")\(Int(seconds) % 60) s"
        }
        let (scale, digits) = seconds < 10 ? (100.0, 2) : (10.0, 1)
        let rounded = Int((seconds * scale).rounded())
        let fraction = String(rounded % Int(scale))
        return "\(rounded / Int(scale)).\(String(repeating: "0", count: digits - fraction.count))\(fraction) s"
    }
}

extension Int {
    /// `1 stream`, `1,234 streams`.
    func of(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }

    /// `1,234,567`.
    var grouped: String {
        let digits = String(magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return (self < 0 ? "-" : "") + result
    }
}
