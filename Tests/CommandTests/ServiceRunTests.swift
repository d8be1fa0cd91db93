import Foundation
import SQLiteConnection
import TestSupport
import Testing

/// `planar serve`: what is accepted is run, once, whatever happens to the service.
@Suite struct ServiceRunTests {
    @Test func whatMayHealIsTriedAgain() async throws {
        let shop = try await Service.shop()
        try shop.folder.write(
            """
            version: 1
            catalog: catalog.json
            default_target: shop
            targets:
              shop: {type: sqlite, path: shop.db}
              gone: {type: postgres, host: 127.0.0.1, port: 1, user: nobody, database: none}
            connections: {away: {target: gone}, bare: {target: shop, catalog: other.json}}
            """, to: "planar.yml")
        try shop.folder.write(Shop.catalog(Shop.visits), to: "other.json")
        let service = try await Service(in: shop.folder, ["--retries", "2", "--retry-delay", "0.1"])
        for connection in ["away", "bare"] {
            #expect(try await service.post(#"{"connectionId": "\#(connection)"}"#).status == 202)
        }
        let runs = try await service.settled()
        let away = try #require(runs.first { $0.connection == "away" })
        #expect(away.state == "failure")
        #expect(away.attempts == 3)
        #expect(away.message?.isEmpty == false)
        // A raw table that is missing stays missing.
        let bare = try #require(runs.first { $0.connection == "bare" })
        #expect(bare.state == "failure")
        #expect(bare.attempts == 1)
        #expect(bare.message?.contains("_airbyte_raw_visits does not exist") == true, "\(bare)")
        let metrics = try await service.metrics(in: shop.folder)
        #expect(metrics.value("planar_service_retries_total", ["target": "gone"]) == 2)
        #expect(metrics.value("planar_service_runs_total", ["target": "gone", "outcome": "failure"]) == 3)
        #expect(await service.stop().status == 0)
    }

    /// A service that stays up for months must not run out of files.
    @Test func runsLeaveNoFileOpen() async throws {
        let shop = try await Service.shop()
        let service = try await Service(in: shop.folder)
        func run(_ jobs: ClosedRange<Int>) async throws -> Int {
            for job in jobs {
                _ = try await service.post(
                    #"{"connectionId": "\#(AirbyteNotification.connection)", "jobId": \#(job)}"#)
                let runs = try await service.settled()
                #expect(runs.allSatisfy { $0.state == "success" }, "\(runs)")
            }
            return service.process.openFiles
        }
        let early = try await run(1...3)
        let late = try await run(4...13)
        #expect(late - early < 10, "\(early) files were open after 3 runs, \(late) after 13")
        #expect(await service.stop().status == 0)
    }

    /// Killed or stopped, the service takes its run with it, and the next one does what was accepted.
    @Test(arguments: [SIGKILL, SIGTERM])
    func whatWasAcceptedIsRun(_ signal: Int32) async throws {
        let shop = try await Service.shop(.postgres, "connections: {a: {}, b: {}}")
        let first = try await Service(in: shop.folder)
        let holder = try await Warehouse(copying: shop)
        try await holder.execute("begin; lock table public._airbyte_raw_orders in access exclusive mode")
        func sessionsThatWait() async throws -> Int {
            let rows = try await shop.connection.rows(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
            return rows[0][0].flatMap { Int($0) } ?? 0
        }
        for (connection, job) in [("a", 1), ("a", 1), ("b", 2)] {
            _ = try await first.post(#"{"connectionId": "\#(connection)", "jobId": \#(job)}"#)
        }
        _ = try await wait("the run waits for the lock") { try await sessionsThatWait() > 0 ? true : nil }
        first.process.send(signal)
        let outcome = await first.process.outcome()
        #expect(outcome.status == (signal == SIGTERM ? 0 : -SIGKILL), "\(outcome)")
        _ = try await wait("its run has ended too") { try await sessionsThatWait() == 0 ? true : nil }
        try await holder.execute("rollback")

        let second = try await Service(in: shop.folder)
        #expect(try await second.post(#"{"connectionId": "a", "jobId": 1}"#).body.contains("told before"))
        let runs = try await second.settled()
        #expect(runs.map(\.connection).sorted() == ["a", "b"])
        #expect(runs.allSatisfy { $0.state == "success" && $0.notifications == 1 }, "\(runs)")
        #expect(try await shop.values("id", of: "orders") == ["1"])
        #expect(await second.stop().status == 0)
    }

    /// 1,000 webhooks at once, for 20 connections on two targets, each job told twice.
    @Test func aBurst() async throws {
        let shop = try await Service.shop()
        let connections = (1...20).map { "c\($0)" }
        try shop.folder.write(
            """
            version: 1
            catalog: catalog.json
            targets: {one: {type: sqlite, path: shop.db}, two: {type: sqlite, path: other.db}}
            connections:
            \(connections.enumerated().map { "  \($1): {target: \($0 % 2 == 0 ? "one" : "two")}" }.joined(separator: "\n"))
            """, to: "planar.yml")
        try await shop.execute("vacuum into '\(shop.folder.path("other.db"))'")
        let service = try await Service(in: shop.folder)
        let bodies = (1...25).flatMap { job in
            connections.flatMap { [AirbyteNotification.body($0, job: job), AirbyteNotification.body($0, job: job)] }
        }
        #expect(bodies.count == 1000)
        let replies = try await withThrowingTaskGroup(of: Service.Reply.self) { group in
            var waiting = bodies.makeIterator()
            for _ in 0..<100 { if let body = waiting.next() { group.addTask { try await service.post(body) } } }
            var replies: [Service.Reply] = []
            while let reply = try await group.next() {
                replies.append(reply)
                if let body = waiting.next() { group.addTask { try await service.post(body) } }
            }
            return replies
        }
        func count(_ word: String) -> Int { replies.count { $0.body.contains(word) } }
        #expect(replies.allSatisfy { $0.status == ($0.body.contains("told before") ? 200 : 202) })
        #expect(count("told before") == 500)
        let queued = count("queued")
        #expect(queued + count("joined") == 500)

        let file = shop.folder.path("planar-state/queue.db")
        _ = try await service.settled()
        let metrics = try await service.metrics(in: shop.folder)
        #expect(await service.stop().status == 0)
        let done = metrics.flatMap(\.samples).filter {
            $0.name == "planar_service_runs_total" && $0.labels["outcome"] == "success"
        }
        #expect(done.reduce(0) { $0 + $1.value } == Double(queued))

        // Nothing is lost: each job has a run that began after it was told. Nothing runs twice: each run was begun once, and
        // no two of one target at a time.
        let state = try await SQLiteConnection.open(path: file)
        func number(_ query: String) async throws -> Int {
            try await state.rows(.init(trusted: query))[0][0].flatMap { Int($0) } ?? -1
        }
        #expect(try await number("select count(*) from job") == 500)
        #expect(
            try await number(
                "select count(*) from job left join run on run.id = job.run where run.state is not 'success' or run.started_at < job.received_at"
            )
                == 0)
        #expect(try await number("select count(*) from run where attempts = 1 and state = 'success'") == queued)
        #expect(try await number("select count(*) from run") == queued)
        #expect(try await number("select sum(notifications) from run") == 500)
        #expect(
            try await number(
                "select count(*) from run a join run b on a.target = b.target and a.id < b.id and a.started_at < b.ended_at and b.started_at < a.ended_at"
            )
                == 0)
        await state.close()
    }

    @Test func thePageOfRuns() async throws {
        let shop = try await Service.shop(.sqlite, "connections: {a: {}, b: {catalog: odd.json}}")
        try shop.folder.write(Shop.catalog(Shop.stream("<b>", #"{"id": {"type": "integer"}}"#)), to: "odd.json")
        let service = try await Service(in: shop.folder)
        for connection in ["a", "b"] {
            #expect(try await service.post(#"{"connectionId": "\#(connection)"}"#).status == 202)
        }
        _ = try await service.settled()
        let profile = try TemporaryFolder()
        let outcome = try await Planar.system(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(profile.url.path)",
                "--dump-dom",
                "\(service.address)/",
            ], in: shop.folder, limit: .seconds(120))
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("<title>Planar: runs</title>"), "\(outcome)")
        // Names are the user's, and no mark of ours.
        #expect(outcome.output.contains("&lt;b&gt;: raw table main._airbyte_raw__b_ does not exist"), "\(outcome)")
        #expect(
            outcome.output.contains(#"<tr class="success"><td class="n">1</td><td>a</td><td>only</td>"#), "\(outcome)")
        #expect(await service.stop().status == 0)
    }
}
