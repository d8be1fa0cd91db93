import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Observability

extension WebhookService {
    /// Of a body: notifications have some 3 kB.
    private static let bodyLimit = 64 << 10
    private static let signature = HTTPField.Name("X-Hub-Signature-256")!

    var router: Router<PeerContext> {
        let router = Router(context: PeerContext.self)
        router.post("webhook") { try await receive($0, $1) }
        router.post("webhook/:token") { try await receive($0, $1) }
        for path in ["webhook", "webhook/:token"] {
            router.get(RouterPath(path)) { _, _ in
                var response = answer(.methodNotAllowed, "notifications are sent by POST")
                response.headers[.allow] = "POST"
                return response
            }
        }
        router.get("healthz") { _, _ in answer(.ok, "alive") }
        router.get("readyz") { _, _ in await ready() }
        router.get("metrics") { request, _ in await metrics(request) }
        router.get("runs") { request, _ in await runs(request) }
        router.get("") { _, _ in Response(status: .found, headers: [.location: "/runs"]) }
        return router
    }

    private func receive(_ request: Request, _ context: PeerContext) async throws -> Response {
        if let seconds = limit.excess(of: context.peer) {
            return refuse(
                .tooMany, .tooManyRequests, "more than \(settings.requestsPerMinute) requests a minute",
                retryAfter: seconds)
        }
        let credentials = settings.credentials
        let knows =
            credentials.isOpen || credentials.accepts(authorization: request.headers[.authorization])
            || context.parameters.get("token").map(credentials.accepts(token:)) == true
        // What nobody has vouched for is not even read.
        guard knows || (credentials.signs && request.headers[Self.signature] != nil) else { return unauthorized() }
        let body: [UInt8]
        do {
            body = Array(buffer: try await request.body.collect(upTo: Self.bodyLimit))
        } catch is NIOTooManyBytesError {
            return refuse(.tooLarge, .contentTooLarge, "the body has more than \(Self.bodyLimit) bytes")
        }
        guard knows || credentials.accepts(signature: request.headers[Self.signature], of: body) else {
            return unauthorized()
        }
        switch SyncNotification(body) {
        case .unreadable(let reason): return refuse(.unreadable, .badRequest, reason)
        case .other(let reason):
            metrics.received(.ignored)
            return answer(.ok, "ignored: \(reason)")
        case .succeeded(let connection, let job): return await queue(connection, job)
        }
    }

    private func queue(_ connection: String, _ job: String?) async -> Response {
        guard let target = settings.targets[connection] else {
            log(.warning, "a notification of the connection \(connection), which the project does not have")
            return refuse(
                .unknownConnection, .notFound, "the project has no connection \(connection); add it under connections")
        }
        do {
            switch try await queue.receive(connection, target: target, job: job) {
            case .queued(let run):
                metrics.received(.queued)
                dispatcher.wake()
                return answer(.accepted, "queued", run: run)
            case .joined(let run):
                metrics.received(.joined)
                return answer(.accepted, "joined a run that waits", run: run)
            case .known(let run):
                metrics.received(.known)
                return answer(.ok, "the job was told before", run: run)
            case .full:
                return refuse(
                    .queueFull, .serviceUnavailable, "\(settings.queueLimit) runs wait already", retryAfter: 30)
            }
        } catch {
            log(.error, "\(error)")
            return refuse(.broken, .serviceUnavailable, "the queue cannot be written", retryAfter: 30)
        }
    }

    private func unauthorized() -> Response {
        var response = refuse(.unauthorized, .unauthorized, "the token or the signature is missing or wrong")
        response.headers[.wwwAuthenticate] = "Bearer"
        return response
    }

    private func refuse(
        _ reason: ServiceMetrics.Refusal, _ status: HTTPResponse.Status, _ message: String, retryAfter: Int? = nil
    ) -> Response {
        metrics.refused(reason)
        var response = answer(status, message)
        if let retryAfter { response.headers[.retryAfter] = "\(retryAfter)" }
        return response
    }

    private func ready() async -> Response {
        do {
            _ = try await queue.length()
            return answer(.ok, "ready")
        } catch {
            return answer(.serviceUnavailable, "the queue cannot be read")
        }
    }

    private func metrics(_ request: Request) async -> Response {
        guard mayLook(request) else { return askForPassword() }
        guard let waiting = try? await queue.length() else {
            return answer(.serviceUnavailable, "the queue cannot be read")
        }
        let families = metrics.families(waiting: waiting, limit: settings.queueLimit) + runMetrics()
        return response(PrometheusText.write(families.joined()), PrometheusText.contentType)
    }

    private func runs(_ request: Request) async -> Response {
        guard mayLook(request) else { return askForPassword() }
        do {
            let runs = try await queue.newest(100)
            if request.headers[.accept]?.contains("text/html") == true {
                let now = Date().timeIntervalSince1970
                let html = RunsPage.html(
                    runs, connections: settings.targets.count, waiting: try await queue.length().runs, now: now)
                return response(html, "text/html; charset=utf-8")
            }
            return response(try json(RunList(runs)), "application/json")
        } catch {
            log(.error, "\(error)")
            return answer(.serviceUnavailable, "the queue cannot be read")
        }
    }

    private func mayLook(_ request: Request) -> Bool {
        !settings.credentials.hasToken || settings.credentials.accepts(authorization: request.headers[.authorization])
    }

    private func askForPassword() -> Response {
        var response = answer(.unauthorized, "the token is missing or wrong; a browser takes it as the password")
        response.headers[.wwwAuthenticate] = "Basic realm=\"planar\", charset=\"UTF-8\""
        return response
    }

    private func response(_ text: String, _ type: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            ],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private func answer(_ status: HTTPResponse.Status, _ message: String, run: Int? = nil) -> Response {
        response((try? json(Answer(message: message, run: run))) ?? "\n", "application/json", status)
    }
}

/// What a request is answered with: `{"message": "queued", "run": 7}`.
private struct Answer: Encodable {
    let message: String
    let run: Int?
}

/// `{"runs": [{"id": 7, "connection": "...", "target": "prod", "state": "success", ...}]}`, the newest first.
private struct RunList: Encodable {
    struct Run: Encodable {
        let id: Int
        let connection: String
        let target: String
        let state: String
        let notifications: Int
        let attempts: Int
        let queuedAt: String
        let dueAt: String
        let startedAt: String?
        let endedAt: String?
        let message: String?
    }

    let runs: [Run]

    init(_ runs: [RunQueue.Run]) {
        func time(_ seconds: Double) -> String {
            Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        }
        self.runs = runs.map { run in
            Run(
                id: run.id, connection: run.connection, target: run.target, state: run.state.rawValue,
                notifications: run.notifications, attempts: run.attempts, queuedAt: time(run.queuedAt),
                dueAt: time(run.dueAt), startedAt: run.startedAt.map(time), endedAt: run.endedAt.map(time),
                message: run.message)
        }
    }
}

private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
}
