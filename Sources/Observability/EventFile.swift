import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that gets one line for each event. Each is one write at its end, so that runs side by side do not mix theirs.
package final class EventFile: Sendable {
    private struct State {
        var offered = 0
        var missing = 0
        var reason = ""
    }

    private let path: String
    private let descriptor: Int32
    private let state = Mutex(State())

    /// - Throws: where it cannot be written.
    package init(_ path: String) throws(Delivery.Failure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        if descriptor < 0 {
            throw Delivery.Failure(
                description: "\(path): no events can be written there: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    func append(_ event: [UInt8]) {
        let line = event + [UInt8(ascii: "\n")]
        state.withLock { state in
            state.offered += 1
            let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written == line.count { return }
            state.missing += 1
            state.reason = written < 0 ? String(cString: strerror(errno)) : "the disk is full"
        }
    }

    /// - Returns: what the file did not get, and why; nil where it got all.
    func finish() -> Delivery.Failure? {
        state.withLock { state in
            Delivery.Failure(of: path, missing: state.missing, of: state.offered, reason: state.reason)
        }
    }
}
