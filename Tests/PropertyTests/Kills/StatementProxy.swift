import Foundation
import Synchronization
import TestSupport

/// Stands before a Postgres server, at a socket of its own, and counts the statements that go to it. At one of them it
/// strikes, and takes and passes on nothing any more.
///
/// A client's message is a letter and a length of four bytes, itself included; the first one of a session has no letter.
final class StatementProxy: Sendable {
    enum Moment: Sendable { case beforeServer, beforeAnswer }

    /// Where its socket lies, in place of the server's.
    let folder: URL
    private let server: String
    private let port: Int
    private let strikesAt: Int?
    private let moment: Moment
    private let strike: @Sendable () -> Void
    private let listener: Int32
    private let count = Atomic<Int>(0)
    private let hasStruck = Atomic<Bool>(false)

    /// - Parameters:
    ///   - server: the folder of its socket.
    ///   - strikesAt: at which statement, counted from 1; nil for none.
    ///   - moment: whether the server is given that statement.
    init(
        before server: String, port: Int, strikesAt: Int? = nil, _ moment: Moment = .beforeServer,
        strike: @escaping @Sendable () -> Void = {}
    ) throws {
        (self.server, self.port, self.strikesAt, self.moment, self.strike) = (server, port, strikesAt, moment, strike)
        folder = try temporaryFolder()
        listener = try Self.socket(in: folder.path, port, bind) { listen($0, 16) }
        Thread.detachNewThread { [self] in accept() }
    }

    /// The messages that make the server do something: Query, Parse, Execute, Function call.
    var statements: Int { count.load(ordering: .relaxed) }
    var struck: Bool { hasStruck.load(ordering: .sequentiallyConsistent) }

    /// Takes no further session.
    func end() {
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(at: folder)
    }

    private func accept() {
        defer { close(listener) }
        while case let client = Foundation.accept(listener, nil, nil), client >= 0 {
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            guard !struck, let server = try? Self.socket(in: server, port, connect) else {
                close(client)
                continue
            }
            Thread.detachNewThread { [self] in
                serve(client, server)
                for socket in [client, server] {
                    // Processes that were started meanwhile may hold it too.
                    shutdown(socket, Int32(SHUT_RDWR))
                    close(socket)
                }
            }
        }
    }

    private func serve(_ client: Int32, _ server: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var unread: [UInt8] = []
        var isFirst = true
        var sockets = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while !struck, poll(&sockets, 2, 100) >= 0 {
            if sockets[1].revents != 0 {
                let length = read(server, &buffer, buffer.count)
                guard length > 0, !struck, send(buffer[..<length], to: client) else { return }
            }
            guard sockets[0].revents != 0 else { continue }
            let length = read(client, &buffer, buffer.count)
            guard length > 0 else { return }
            unread += buffer[..<length]
            while let message = Self.message(in: unread, isFirst) {
                unread.removeFirst(message.count)
                guard pass(message, to: server, isStatement: !isFirst && "QPEF".utf8.contains(message[0])) else {
                    return
                }
                isFirst = false
            }
        }
    }

    /// Whether the session goes on.
    private func pass(_ message: [UInt8], to server: Int32, isStatement: Bool) -> Bool {
        guard isStatement, count.add(1, ordering: .relaxed).newValue == strikesAt else {
            return send(message[...], to: server)
        }
        if moment == .beforeAnswer { _ = send(message[...], to: server) }
        hasStruck.store(true, ordering: .sequentiallyConsistent)
        strike()
        return false
    }

    private static func message(in bytes: [UInt8], _ isFirst: Bool) -> [UInt8]? {
        let start = isFirst ? 0 : 1
        guard bytes.count >= start + 4 else { return nil }
        let length = start + bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        return bytes.count >= length ? Array(bytes[..<length]) : nil
    }

    private func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// A socket `.s.PGSQL.5432` of a folder, as libpq looks for it.
    private static func socket(
        in folder: String, _ port: Int, _ take: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32,
        then: (Int32) -> Int32 = { _ in 0 }
    ) throws -> Int32 {
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: "\(folder)/.s.PGSQL.\(port)".utf8.prefix(place.count - 1))
        }
        let isDone = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                take(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && then(descriptor) == 0
            }
        }
        if isDone { return descriptor }
        defer { close(descriptor) }
        throw Unreachable(description: "\(folder): \(String(cString: strerror(errno)))")
    }

    struct Unreachable: Error, CustomStringConvertible { let description: String }
}
