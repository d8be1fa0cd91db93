import CPQ
import Runner

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension PostgresSession {
    /// The next result, nil after the last. Keeps looking whether the task was cancelled while it waits.
    func nextResult() -> OpaquePointer? {
        flush()
        while PQisBusy(handle) == 1 {
            wait(for: CInt(POLLIN))
            // The result then says that the connection is lost.
            if PQconsumeInput(handle) == 0 { break }
        }
        return PQgetResult(handle)
    }

    /// Sends what is buffered. A server that is busy answering may take nothing until it has been listened to.
    func flush() {
        while PQflush(handle) == 1 {
            wait(for: CInt(POLLIN | POLLOUT))
            if PQconsumeInput(handle) == 0 { return }
        }
    }

    /// Waits until the socket is ready or a moment has passed, and passes a cancellation of the task on to the server.
    ///
    /// The cancel is sent from here and not from a cancellation handler: this thread knows that the statement has not
    /// ended, so no cancel can hit the next one. It is sent again every quarter of a second, for a server drops one that
    /// comes before it has begun the statement.
    private func wait(for events: CInt) {
        if Task.isCancelled { requestCancel() }
        var socket = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        poll(&socket, 1, cancelRequested ? 250 : 50)
    }

    /// Returns once the server has the signal. That makes it safe for the next statement: a backend that is between
    /// statements when the signal comes drops it before it reads on.
    private func requestCancel() {
        guard let cancel = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(cancel) }
        var message = [CChar](repeating: 0, count: 256)
        if PQcancel(cancel, &message, Int32(message.count)) == 1 { cancelRequested = true }
    }

    /// Begins to connect; nil when there is no memory.
    static func start(_ settings: PostgresSettings) -> OpaquePointer? {
        let parameters = settings.parameters.sorted { $0.key < $1.key }
        let names = parameters.map { strdup($0.key) }
        let values = parameters.map { strdup($0.value) }
        defer { (names + values).forEach { free($0) } }
        // Without expansion: a database may be called `postgres://...`.
        return PQconnectStartParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 0)
    }

    /// Goes on until the session stands. libpq offers no deadline on this way, but on the blocking one neither
    /// cancellation nor SQLSTATEs: only a connection that exists can be told to be verbose.
    func finishConnecting() throws {
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        let deadline = ContinuousClock.now + .seconds(settings.connectTimeout)
        var wish = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while wish != PGRES_POLLING_OK {
            try Task.checkCancellation()
            if wish == PGRES_POLLING_FAILED { throw connectFailure(String(cString: PQerrorMessage(handle))) }
            if ContinuousClock.now >= deadline {
                throw connectFailure("no answer within \(settings.connectTimeout) seconds")
            }
            let events = wish == PGRES_POLLING_READING ? POLLIN : POLLOUT
            var socket = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
            if poll(&socket, 1, 50) > 0 { wish = PQconnectPoll(handle) }
        }
    }

    private func connectFailure(_ text: String) -> DatabaseError {
        clean(ConnectFailure(settings: settings, text: text).error)
    }
}
