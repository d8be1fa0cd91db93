@preconcurrency import Dispatch
import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#else
    import Darwin
#endif

/// Ctrl-C and the polite kill: the first cancels what runs in the database, a second one ends the program at once.
final class Interruption: Sendable {
    private let sources: [any DispatchSourceSignal]
    private let cancel: @Sendable () -> Void
    private let count = Atomic<Int>(0)

    var happened: Bool { count.load(ordering: .relaxed) > 0 }

    init(_ cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        for source in sources {
            source.setEventHandler { [weak self] in self?.come() }
            source.resume()
        }
    }

    private func come() {
        if count.add(1, ordering: .relaxed).newValue > 1 {
            Console.end(status: 130)
            exit(130)
        }
        Console.error("stopping: statements in flight are cancelled, streams that are done stay done", .warning)
        cancel()
    }

    /// Lets the end of standard input, which is read and forgotten, count as Ctrl-C. No signal is sent for it: one that comes
    /// before the sources have begun to listen is lost.
    func comeWithEndOfInput() {
        DispatchQueue(label: "planar.input").async { [weak self] in
            var byte: UInt8 = 0
            while case let count = read(STDIN_FILENO, &byte, 1), count > 0 || (count < 0 && errno == EINTR) {}
            self?.come()
        }
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}
