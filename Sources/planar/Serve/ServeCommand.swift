import ArgumentParser
import Catalog
import FoundationEssentials
import Observability
import Project
import RunService

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs targets whenever Airbyte tells that a sync has ended.",
        discussion: """
            A service for Airbyte's notification webhook. planar.yml says which target is run after the syncs of which connection:
              connections:
                aa941643-07ea-48a2-9035-024575491720: {target: warehouse}
              service: {token: "${PLANAR_TOKEN}"}
            In Airbyte, under Settings, Notifications, the webhook of successful syncs is http://HOST:8080/webhook/TOKEN, since Airbyte sends no \
            headers of yours; other senders use Authorization: Bearer TOKEN, or sign the body with service.signing_secret as GitHub does \
            (X-Hub-Signature-256: sha256=HEX). Without either only this machine is listened to.

            A notification is answered (202) once it is on the disk, in --state-dir, and is run even where the service is killed \
            in between. One run works on a target at a time. Notifications of a connection whose run has not begun join that run; a job that \
            is told twice runs once. A run that fails is tried again, unless only somebody's hand mends it. With SIGTERM or Ctrl-C what runs is \
            cancelled, and run at the next start.

            GET /healthz, /readyz   alive; able to take notifications
            GET /metrics            Prometheus' text: the service's own numbers and those of each connection's runs
            GET /runs               the last 100 runs, as JSON or for a browser
            The last two take the token, by Authorization: Bearer or as the password that a browser asks for.

            Example: PLANAR_TOKEN=$(openssl rand -hex 32) planar serve --listen 0.0.0.0:8080 --state-dir /var/lib/planar
            Example: curl -X POST localhost:8080/webhook -H "Authorization: Bearer $PLANAR_TOKEN" -d '{"connectionId": "aa941643-07ea-48a2-9035-024575491720"}'
            """)

    @Option(
        help: ArgumentHelp(
            "The project file (default: planar.yml in the working folder).", valueName: "file"))
    var project = Project.fileName

    @Option(
        help: ArgumentHelp(
            "Where to listen. Other addresses than this machine's own need a token.", valueName: "address:port"))
    var listen = ListenAddress(host: "127.0.0.1", port: 8080)

    @Option(
        help: ArgumentHelp(
            "Where the queue, reports and metrics of runs are; for one service alone.", valueName: "folder"))
    var stateDir = "planar-state"

    @Option(help: ArgumentHelp("How many runs may wait, each for another connection.", valueName: "number"))
    var queueLimit = 1000

    @Option(help: ArgumentHelp("How many webhooks a minute are taken from one address.", valueName: "number"))
    var rateLimit = 3000

    @Option(help: ArgumentHelp("How often a run that failed is tried again.", valueName: "number"))
    var retries = 5

    @Option(
        help: ArgumentHelp(
            "What is waited before the first of these, doubled for each further one up to five minutes.",
            valueName: "seconds"))
    var retryDelay = 10.0

    @Option(help: ArgumentHelp("How the service tells what it does.", valueName: "text|json"))
    var logFormat = LogFormat.text

    func validate() throws {
        if queueLimit < 1 { throw ValidationError("--queue-limit must be at least 1") }
        if rateLimit < 1 { throw ValidationError("--rate-limit must be at least 1") }
        if retries < 0 { throw ValidationError("--retries must not be negative") }
        if !(0...3600 ~= retryDelay) { throw ValidationError("--retry-delay must be 0 to 3600") }
        if logFormat == .airbyte { throw ValidationError("--log-format must be text or json") }
    }

    func run() async throws {
        let project = try readProject()
        let connections = try ServedConnection.all(of: project)
        let credentials = try credentials(of: project)
        if !credentials.isForAll, !listen.isLocal {
            Console.error(
                """
                error: \(listen) can be reached from other machines, and anybody there could ask for runs and read of them
                    hint: set service.token to ${PLANAR_TOKEN} in \(project.file), or listen on 127.0.0.1
                """)
            throw ExitCode.wrongUsage
        }
        let state = StateFolder(path: stateDir)
        try stopping { try state.prepare() }

        let targets = Dictionary(uniqueKeysWithValues: connections.map { ($0.id, $0.target) })
        let queue = RunQueue(state.queue, limit: queueLimit)
        try await stopping { try await queue.open(targets) }
        let byID = Dictionary(uniqueKeysWithValues: connections.map { ($0.id, $0) })
        let metrics = ServiceMetrics(start: Date().timeIntervalSince1970, targets: Set(targets.values))
        let log: ServiceLog = { level, message in Console.error(message, level.entry) }
        let dispatcher = Dispatcher(
            queue, RetryPolicy(retries: retries, base: retryDelay), metrics: metrics, log: log,
            launch: { run in
                guard let connection = byID[run.connection] else {
                    return .failure("the project has no such connection any more", mayHeal: false)
                }
                return await RunProcess(project: project.file, connection, in: state) { message in
                    log(.warning, "\(run.name): \(message)")
                }.result()
            })
        let service = WebhookService(
            .init(
                host: listen.host, port: listen.port, credentials: credentials.value, requestsPerMinute: rateLimit,
                queueLimit: queueLimit, targets: targets),
            queue: queue, dispatcher: dispatcher, metrics: metrics, log: log,
            runMetrics: { connections.flatMap { state.families(of: $0.id) } })
        try await stopping { try await service.run() }
        Console.error("stopped", .info)
    }

    private func readProject() throws -> Project {
        var options = ProjectOptions()
        options.project = project
        options.target = nil
        guard let project = try options.read() else { throw ExitCode.wrongUsage }
        return project
    }

    /// - Returns: what is compared, and whether it holds for every request.
    private func credentials(of project: Project) throws -> (value: Credentials, isForAll: Bool) {
        func secret(_ text: ValueText?, _ key: String) throws -> String? {
            guard let text else { return nil }
            let secret = try project.expanded(text)
            if secret.utf8.count < 16 {
                Console.error(
                    "error: \(project.file): service.\(key) has less than 16 bytes, so it could be guessed\n    hint: openssl rand -hex 32"
                )
                throw ExitCode.failed
            }
            return secret
        }
        let token = try secret(project.service.token, "token")
        let signingSecret = try secret(project.service.signingSecret, "signing_secret")
        return (Credentials(token: token, signingSecret: signingSecret), token != nil)
    }
}

/// `127.0.0.1:8080`, `[::1]:8080`, `:8080` for every address.
struct ListenAddress: ExpressibleByArgument, CustomStringConvertible {
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            0...65535 ~= port
        else { return nil }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        self.init(host: host.isEmpty ? "0.0.0.0" : String(host), port: port)
    }

    var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    var defaultValueDescription: String { description }

    /// Whether other machines cannot reach it.
    var isLocal: Bool { host == "localhost" || host == "::1" || host.isIPv4Loopback }
}

extension String {
    fileprivate var isIPv4Loopback: Bool {
        let numbers = split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}

extension ServiceLogLevel {
    fileprivate var entry: LogEntry.Level {
        switch self {
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
