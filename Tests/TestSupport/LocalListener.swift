import Foundation

/// A free port of 127.0.0.1 that takes connections and never answers, until the value goes.
package final class LocalListener: Sendable {
    package let port: Int
    private let descriptor: Int32

    package init() throws {
        #if os(Linux)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let listening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        if !listening {
            throw PostgresClusterError(description: "cannot listen on 127.0.0.1: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }
}
