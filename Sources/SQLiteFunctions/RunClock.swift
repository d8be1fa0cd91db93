#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The instant that `planar_now()` returns: the same for a whole run, so that rows of one run can be told by it.
///
/// Unchecked because it belongs to one connection, whose calls run one after the other.
package final class RunClock: @unchecked Sendable {
    private var microseconds: Int64 = .min

    package init() { restart() }

    /// As Postgres prints a `timestamptz` in UTC: `2020-10-14 01:06:29.123456+00`.
    package var now: String { String(decoding: text, as: UTF8.self) }
    private(set) var text: [UInt8] = []

    /// Sets `now` to the current instant, or to a microsecond after its previous value where the system's clock has not
    /// moved or has gone back: comparisons between runs are strict.
    package func restart() {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let current = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        microseconds = max(current, microseconds == .min ? current : microseconds + 1)
        text = []
        Timestamp(microseconds: microseconds - Timestamp.unixToPostgres).write(zone: true, to: &text)
    }
}
