import Foundation
import SQLiteConnection
import TestSupport
import Testing

/// `planar serve`: whoever may ask is answered, and told what becomes of it.
@Suite struct ServeTests {
    private static let secret = "a-token-of-more-than-16-bytes"

    @Test func aSyncIsNormalized() async throws {
        let shop = try await Service.shop()
        let service = try await Service(in: shop.folder)
        let reply = try await service.post(AirbyteNotification.body(job: 7))
        #expect(reply.status == 202, "\(reply)")
        #expect(reply.body == "{\"message\":\"queued\",\"run\":1}\n")
        let runs = try await service.settled()
        #expect(runs.map(\.state) == ["success"])
        #expect(runs.map(\.target) == ["only"])
        #expect(try await shop.values("id", of: "orders") == ["1"])
        // Told again, by either form.
        for body in [AirbyteNotification.body(job: 7), #"{"text": "\#(AirbyteNotification.text(job: 7))"}"#] {
            let again = try await service.post(body)
            #expect(again.status == 200, "\(again)")
            #expect(again.body.contains("told before"))
        }
        // The text alone, as older versions send it.
        try await shop.load([Shop.order("o2", 2, total: 2, "2024-01-01T10:00:00Z")])
        #expect(try await service.post(#"{"text": "\#(AirbyteNotification.text(job: 8))"}"#).status == 202)
        #expect(try await service.settled().count == 2)
        #expect(try await shop.values("id", of: "orders") == ["1", "2"])

        let metrics = try await service.metrics(in: shop.folder)
        #expect(metrics.value("planar_service_webhooks_total", ["result": "queued"]) == 2)
        #expect(metrics.value("planar_service_webhooks_total", ["result": "known"]) == 2)
        #expect(metrics.value("planar_service_runs_total", ["outcome": "success"]) == 2)
        #expect(metrics.value("planar_service_run_duration_seconds_count", ["target": "only"]) == 2)
        let labels = ["connection": AirbyteNotification.connection, "target": "only"]
        #expect(metrics.value("planar_runs_total", labels.merging(["outcome": "success"]) { $1 }) == 2)
        #expect(Set(metrics.map(\.name)).count == metrics.count)
        // What a run warns of, the service says.
        try await shop.load([
            .init("orders", "o3", #"{"id": 3, "total": "dear", "updated_at": "2024-01-01T10:00:00Z"}"#)
        ])
        #expect(try await service.post(AirbyteNotification.body(job: 9)).status == 202)
        #expect(try await service.settled().count == 3)
        let outcome = await service.stop()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.errors.contains("kept aside 1 value"), "\(outcome)")
        #expect(outcome.errors.hasSuffix("stopped\n"))
    }

    @Test(arguments: [
        (AirbyteNotification.body(job: 1, success: false), 200, "did not succeed"),
        (#"{"text": "\#(AirbyteNotification.text(job: 1, ends: "just failed"))"}"#, 200, "no sync that succeeded"),
        (#"{"text": "Hello World! This is a test from Airbyte."}"#, 200, "ignored"),
        (#"{"data": {"connection": {"id": "x"}, "jobId": 1}}"#, 200, "no end of a sync"),
        (AirbyteNotification.body("b0000000-07ea-48a2-9035-024575491720", job: 1), 404, "add it under connections"),
        (#"{"data": {"success": true, "jobId": 1}}"#, 400, "connection's id"),
        (#"{"connectionId": "../../etc"}"#, 400, "connection's id"),
        ("{}", 400, "data.connection.id"), ("[1]", 400, "no JSON object"), ("", 400, "no JSON object"),
        ("{\"a\": \u{0}", 400, "no JSON object"), (String(repeating: "[", count: 60_000), 400, "no JSON object"),
    ])
    func whatMakesNoRun(_ body: String, _ status: Int, _ words: String) async throws {
        let shop = try await Service.shop()
        let service = try await Service(in: shop.folder)
        let reply = try await service.post(body)
        #expect(reply.status == status, "\(reply)")
        #expect(reply.body.contains(words), "\(reply)")
        #expect(try await service.runs().isEmpty)
        #expect(await service.stop().status == 0)
    }

    @Test func tokensAndSignatures() async throws {
        let shop = try await Service.shop(
            .sqlite,
            """
            connections: {\(AirbyteNotification.connection): {}}
            service: {token: "${TOKEN}", signing_secret: "${SIGNING}"}
            """)
        let service = try await Service(
            in: shop.folder, environment: ["TOKEN": Self.secret, "SIGNING": "another-secret-of-ours"])
        let body = AirbyteNotification.body(job: 1, success: false)
        func signature(_ secret: String) async throws -> String {
            try shop.folder.write(body, to: "body.json")
            let outcome = try await Planar.system(
                ["openssl", "dgst", "-sha256", "-hmac", secret, "-r", "body.json"], in: shop.folder)
            return "sha256=" + outcome.output.prefix(64)
        }
        let right = try await signature("another-secret-of-ours")
        let accepted = [
            ("/webhook", [("Authorization", "Bearer \(Self.secret)")]),
            ("/webhook", [("Authorization", "bearer  \(Self.secret)")]),
            ("/webhook/\(Self.secret)", []),
            ("/webhook", [("X-Hub-Signature-256", right)]),
            ("/webhook", [("X-Hub-Signature-256", right.uppercased().replacing("SHA256", with: "sha256"))]),
        ]
        for (path, headers) in accepted {
            let reply = try await service.post(body, to: path, headers)
            #expect(reply.status == 200, "\(path) \(headers): \(reply)")
        }
        let refused = [
            ("/webhook", []), ("/webhook/\(Self.secret)x", []), ("/webhook/\(Self.secret.dropLast())", []),
            ("/webhook", [("Authorization", "Bearer ")]), ("/webhook", [("Authorization", Self.secret)]),
            ("/webhook", [("Authorization", "Bearer \(right)")]),
            ("/webhook", [("X-Hub-Signature-256", try await signature("another-secret-of-mine"))]),
            ("/webhook", [("X-Hub-Signature-256", String(right.dropLast()))]),
            ("/webhook", [("X-Hub-Signature-256", "sha256=")]),
        ]
        for (path, headers) in refused {
            let reply = try await service.post(body, to: path, headers)
            #expect(reply.status == 401, "\(path) \(headers): \(reply)")
        }
        // Of another body.
        #expect(try await service.post(body + " ", [("X-Hub-Signature-256", right)]).status == 401)

        let basic = "Basic " + Data("anybody:\(Self.secret)".utf8).base64EncodedString()
        for path in ["/runs", "/metrics"] {
            let reply = try await service.get(path)
            #expect(reply.status == 401)
            #expect(reply.headers.first(name: "WWW-Authenticate")?.hasPrefix("Basic") == true)
            #expect(try await service.get(path, [("Authorization", basic)]).status == 200)
            #expect(try await service.get(path, [("Authorization", "Bearer \(Self.secret)")]).status == 200)
        }
        #expect(try await service.get("/webhook/\(Self.secret)").status == 405)
        for path in ["/healthz", "/readyz"] { #expect(try await service.get(path).status == 200) }
        let outcome = await service.stop()
        #expect(!outcome.all.contains(Self.secret) && !outcome.all.contains("another-secret"))
        for (name, text) in try shop.folder.files(below: "planar-state") {
            #expect(!text.contains(Self.secret), "\(name)")
        }
    }

    @Test func whereItListens() async throws {
        let shop = try await Service.shop()
        let open = try await Planar.run(["serve", "--listen", "0.0.0.0:0"], in: shop.folder)
        #expect(open.status == 2, "\(open)")
        #expect(open.errors.contains("service.token"))
        let service = try await Service(in: shop.folder)
        let port = service.address.split(separator: ":").last ?? ""
        // The state is in use, and then the port.
        let second = try await Planar.run(["serve", "--listen", "127.0.0.1:0"], in: shop.folder)
        #expect(second.status == 2, "\(second)")
        #expect(second.errors.contains("another planar serve"))
        let third = try await Planar.run(
            ["serve", "--listen", "127.0.0.1:\(port)", "--state-dir", "other"], in: shop.folder)
        #expect(third.status == 2, "\(third)")
        #expect(third.errors.contains("cannot be listened on"))
        #expect(await service.stop().status == 0)
    }

    @Test func whatIsWrongIsToldAtTheStart() async throws {
        for (settings, status, words) in [
            ("", Int32(1), "no connections"), ("connections: {a: {target: onyl}}", 1, "did you mean only?"),
            ("connections: {a: {catalog: gone.json}}", 2, "gone.json: no such file"),
            ("connections: {a: {}}\nservice: {token: '${NOBODY_SETS_THIS}'}", 1, "NOBODY_SETS_THIS"),
            ("connections: {a: {}}\nservice: {token: '${TOKEN}'}", 1, "less than 16 bytes"),
        ] {
            let shop = try await Service.shop(.sqlite, settings)
            let outcome = try await Planar.run(["serve"], in: shop.folder, environment: ["TOKEN": "short"])
            #expect(outcome.status == status, "\(outcome)")
            #expect(outcome.errors.contains(words), "\(outcome)")
        }
    }

    @Test func tooMuch() async throws {
        let shop = try await Service.shop()
        let service = try await Service(in: shop.folder, ["--rate-limit", "1"])
        let big = try await service.post(String(repeating: " ", count: 70_000))
        #expect(big.status == 413, "\(big)")
        // The minute of the first one has not gone by; on a slow machine it may have after that.
        var replies: [Service.Reply] = []
        for job in 1...5 { replies.append(try await service.post(AirbyteNotification.body(job: job, success: false))) }
        let refused = replies.filter { $0.status == 429 }
        #expect(!refused.isEmpty)
        #expect(refused.allSatisfy { $0.headers.first(name: "Retry-After").flatMap { Int($0) }.map { $0 > 0 } == true })
        let metrics = try await service.metrics(in: shop.folder)
        #expect(metrics.value("planar_service_refused_webhooks_total", ["reason": "too_large"]) == 1)
        #expect(metrics.value("planar_service_refused_webhooks_total", ["reason": "too_many"]) == Double(refused.count))
        #expect(await service.stop().status == 0)
    }

    /// A run that waits for a lock keeps others waiting: one joins, and one is too many.
    @Test func aFullQueue() async throws {
        let shop = try await Service.shop(.postgres, "connections: {a: {}, b: {}, c: {}}")
        let service = try await Service(in: shop.folder, ["--queue-limit", "1"])
        let holder = try await Warehouse(copying: shop)
        try await holder.execute("begin; lock table public._airbyte_raw_orders in access exclusive mode")
        func tell(_ connection: String) async throws -> Service.Reply {
            try await service.post(#"{"connectionId": "\#(connection)"}"#)
        }
        #expect(try await tell("a").status == 202)
        _ = try await wait("the run begins") { try await service.runs().first { $0.state == "running" } }
        // What comes while a run is at work may have come too late for it.
        #expect(try await tell("a").body.contains("queued"))
        #expect(try await tell("a").body.contains("joined"))
        let full = try await tell("b")
        #expect(full.status == 503, "\(full)")
        #expect(full.headers.first(name: "Retry-After") != nil)
        try await holder.execute("rollback")
        let runs = try await service.settled()
        #expect(runs.map(\.notifications) == [2, 1])
        #expect(runs.allSatisfy { $0.state == "success" && $0.attempts == 1 }, "\(runs)")
        #expect(await service.stop().status == 0)
    }
}
