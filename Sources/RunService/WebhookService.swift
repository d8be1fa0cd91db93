import FoundationEssentials
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Observability
import ServiceLifecycle

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// `planar serve`: takes notifications over HTTP and says what became of them.
package struct WebhookService: Sendable {
    package struct Settings: Sendable {
        package let host: String
        package let port: Int
        package let credentials: Credentials
        /// Requests to the webhook, of one peer.
        package let requestsPerMinute: Int
        /// Runs that may wait.
        package let queueLimit: Int
        /// The target of each connection.
        package let targets: [String: String]

        package init(
            host: String, port: Int, credentials: Credentials, requestsPerMinute: Int, queueLimit: Int,
            targets: [String: String]
        ) {
            self.host = host
            self.port = port
            self.credentials = credentials
            self.requestsPerMinute = requestsPerMinute
            self.queueLimit = queueLimit
            self.targets = targets
        }
    }

    /// Nobody can be served.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    let settings: Settings
    let queue: RunQueue
    let dispatcher: Dispatcher
    let metrics: ServiceMetrics
    let log: ServiceLog
    /// The numbers of each connection's runs, under its id.
    let runMetrics: @Sendable () -> [MetricFamily]
    let limit: RateLimit

    package init(
        _ settings: Settings, queue: RunQueue, dispatcher: Dispatcher, metrics: ServiceMetrics,
        log: @escaping ServiceLog, runMetrics: @escaping @Sendable () -> [MetricFamily]
    ) {
        self.settings = settings
        self.queue = queue
        self.dispatcher = dispatcher
        self.metrics = metrics
        self.log = log
        self.runMetrics = runMetrics
        limit = RateLimit(perMinute: settings.requestsPerMinute)
    }

    /// Serves until SIGTERM or SIGINT: then no request is taken any more, and what runs is cancelled and waits for the next
    /// start.
    ///
    /// - Throws: ``Failure`` where the address cannot be listened on.
    package func run() async throws {
        let log = log
        let application = Application(
            responder: router.buildResponder(),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(30),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8192, maxHeaderListSize: 16384, maxHeaderFieldCount: 100))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(512)),
            services: [DispatchService(dispatcher: dispatcher)],
            onServerRunning: { channel in
                if let address = channel.localAddress { log(.info, "listening on http://\(address.shown)") }
            },
            logger: Logger(label: "planar", factory: { _ in SwiftLogNoOpLogHandler() }))
        do {
            try await application.runService()
        } catch let error as IOError {
            throw Failure(
                description: """
                    \(settings.host):\(settings.port) cannot be listened on: \(String(cString: strerror(error.errnoCode)))
                        hint: is another program there? --listen takes another address
                    """)
        }
        await queue.close()
    }
}

/// Ends with the service, a run at work first.
private struct DispatchService: Service {
    let dispatcher: Dispatcher

    func run() async throws { try? await cancelWhenGracefulShutdown { await dispatcher.run() } }
}

/// What a request is known by.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The peer's address without its port.
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

extension SocketAddress {
    fileprivate var shown: String {
        let host = ipAddress ?? ""
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }
}
