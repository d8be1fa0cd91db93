import FoundationEssentials

extension Date {
    /// `2026-05-01T09:30:00.123456Z`.
    package var inReports: String {
        let whole = timeIntervalSince1970.rounded(.down)
        let micros = Int(((timeIntervalSince1970 - whole) * 1_000_000).rounded(.down))
        let digits = String(micros)
        let seconds = Date(timeIntervalSince1970: whole).formatted(.iso8601)
        return "\(seconds.dropLast()).\(String(repeating: "0", count: 6 - digits.count))\(digits)Z"
    }

    /// Since 1970.
    var nanoseconds: Int {
        // A number of nanoseconds has more digits than a Double.
        let whole = timeIntervalSince1970.rounded(.down)
        return Int(whole) * 1_000_000_000 + Int((timeIntervalSince1970 - whole) * 1e9)
    }
}
