import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

/// The two streams of a terminal program: results on standard output, everything else on standard error.
enum Console {
    /// Lines at the end of a terminal that are drawn again and again.
    private static let live = Mutex<[String]>([])

    /// Prints a line of text above the live lines.
    static func error(_ text: String) {
        live.withLock { lines in
            erase(lines)
            fputs(text + "\n", stderr)
            draw(lines)
        }
    }

    /// Puts other lines in the place of the live ones; none takes them away.
    static func show(live new: [String]) {
        live.withLock { lines in
            erase(lines)
            lines = new
            draw(lines)
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
        isatty(STDERR_FILENO) == 1 && getenv("CI") == nil && getenv("TERM").map { strcmp($0, "dumb") } != 0
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
        let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
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
