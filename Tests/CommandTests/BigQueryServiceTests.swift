import BigQueryConnection
import Foundation
import TestSupport
import Testing

/// What BigQuery needs to be told and to be asked for: configuration, credentials, labels, cancelling.
@Suite struct BigQueryServiceTests {
    @Test(arguments: [
        (["dataset_id": #""other:shop""#], "Project ID in dataset ID did not match explicitly-provided project ID"),
        (["dataset_id": #""a:b:c""#], "Invalid format for dataset ID (expected at most one colon)"),
        (["dataset_id": #""""#], #""dataset_id" must be a text that is not empty"#),
        (["dataset_id": "7"], #""dataset_id" must be a text"#),
        (["project_id": "null"], #""project_id" must be a text"#),
        (["transformation_priority": #""soon""#], "the transformation priority is interactive or batch, not soon"),
        (["credentials_json": #""{\"private_key\": \"hunter2\"""#], "credentials_json"),
        (
            [
                "credentials_json":
                    #""{\"type\": \"service_account\", \"client_id\": \"hunter2\", \"private_key\": \"hunter2\"}""#
            ], "credentials_json lacks the key client_email"
        ),
        (["credentials_json": #"{"private_key": "hunter2"}"#], #""credentials_json" must be a text"#),
    ])
    func aConfigurationThatCannotBeUsed(_ members: [String: String], message: String) async throws {
        let shop = try await BigQueryWarehouse()
        try shop.configure(members)
        let outcome = try await shop.run(Shop.catalog(Shop.shops))
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: destination.json: "), "\(outcome)")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(!outcome.all.contains("hunter2"))
        #expect(outcome.output == "")
    }

    @Test func aKeyThatCannotBeReadIsNotShown() async throws {
        let shop = try await BigQueryWarehouse()
        let key = #""{\"type\": \"service_account\", \"client_email\": \"a@b\", \"private_key\": \"hunter2\"}""#
        try shop.configure(["credentials_json": key])
        let outcome = try await shop.run(Shop.catalog(Shop.shops))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: the private_key of a@b is not an RSA key in PEM form"), "\(outcome)")
        #expect(!outcome.all.contains("hunter2"))
    }

    @Test func theDatasetMayNameItsProject() async throws {
        let shop = try await BigQueryWarehouse()
        try shop.configure(["dataset_id": "\"\(shop.project):shop\"", "credentials_json": #""""#])
        try await shop.load(Shop.first)
        try await shop.apply(Shop.catalog(Shop.prices))
        #expect(try await shop.tables().keys.sorted() == ["prices"])
    }

    /// A project behind the proxy that asks for tokens, and what goes by there.
    private func behindProxy(as email: String? = nil) async throws -> (shop: BigQueryWarehouse, proxy: BigQueryProject)
    {
        let proxy = try await BigQueryProxy.shared.value.project()
        // Other tests' projects in the evaluator have other names.
        let shop = try await BigQueryWarehouse(project: proxy.name)
        try await proxy.stand(before: try #require(shop.environment["BIGQUERY_EMULATOR_HOST"]))
        let hello = proxy.server.hello
        let key = try JSONSerialization.data(withJSONObject: [
            "type": "service_account", "client_email": email ?? hello.email, "private_key_id": hello.keyID,
            "private_key": hello.privateKey, "token_uri": proxy.tokenURL,
        ])
        let text = try JSONEncoder().encode(String(decoding: key, as: UTF8.self))
        try shop.configure([
            "credentials_json": String(decoding: text, as: UTF8.self), "transformation_priority": #""batch""#,
        ])
        return (shop, proxy)
    }

    private func environment(_ proxy: BigQueryProject) -> [String: String] {
        ["BIGQUERY_EMULATOR_HOST": "http://\(proxy.server.address)"]
    }

    @Test func aServiceAccountRunsLabelledJobs() async throws {
        let (shop, proxy) = try await behindProxy()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything, environment: environment(proxy))
        try await shop.load(Shop.second)
        try await shop.apply(Shop.everything, environment: environment(proxy))
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])

        let report = try await proxy.reportSoFar()
        #expect(report.violations == [])
        #expect(report.tokens == 2, "one a run")
        #expect(report.refused == 0)
        let jobs = report.requests.compactMap(\.body).map(\.configuration)
        #expect(Set(jobs.map(\.query.priority)) == ["BATCH"])
        let runs = Set(jobs.map { $0.labels["planar_run"] })
        #expect(runs.count == 2 && !runs.contains(nil), "\(runs)")
        let streams = Set(jobs.compactMap { $0.labels["planar_stream"] })
        #expect(streams == ["shops", "prices", "visits", "orders", "members", "stock_levels"])
        // What changes a stream's tables says whose they are.
        for job in jobs where job.query.query.contains(" shop.orders") && !job.query.query.hasPrefix("select ") {
            #expect(job.labels["planar_stream"] == "orders", "\(job.query.query.prefix(200))")
        }
    }

    @Test func aKeyThatIsNotAcceptedIsNotShown() async throws {
        let (shop, proxy) = try await behindProxy(as: "nobody@example.com")
        let outcome = try await shop.run(Shop.catalog(Shop.shops), environment: environment(proxy))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("gives no access token to"), "\(outcome)")
        #expect(!outcome.all.contains("eyJ"))
        #expect(!outcome.all.contains(proxy.server.hello.privateKey.split(separator: "\n")[1]))
    }

    @Test func aRunThatIsInterruptedCancelsItsJobs() async throws {
        let (shop, proxy) = try await behindProxy()
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything, environment: environment(proxy))
        let before = try await shop.tables()
        try await shop.load(Shop.second)
        try await proxy.holdJob(with: "insert into shop.orders_items (")
        let sofar = try await proxy.reportSoFar().requests.count
        let running = try shop.start("run", Shop.catalog(Shop.orders), environment: environment(proxy))
        func held() async throws -> String? {
            let requests = try await proxy.reportSoFar().requests.dropFirst(sofar)
            let id = requests.first {
                $0.body?.configuration.query.query.contains("insert into shop.orders_items (") == true
            }?
            .body?.jobReference.jobId
            return requests.contains { $0.call == "jobs.get" && $0.id == id } ? id : nil
        }
        var id: String?
        while id == nil {
            id = try await held()
            try await Task.sleep(for: .milliseconds(20))
        }
        running.send(SIGINT)
        let outcome = await running.outcome()
        Planar.expectCalm(outcome)
        #expect(outcome.status == 130, "\(outcome)")
        #expect(outcome.errors.hasPrefix("stopping: "))
        #expect(outcome.errors.contains("failed  orders: cancelled, what was in flight was rolled back"))
        let report = try await proxy.reportSoFar()
        #expect(report.requests.filter { $0.call == "jobs.cancel" }.map(\.id) == [id])
        #expect(report.running == 0)
        expectSame(try await shop.tables(), before, "after the interrupt")
        try await shop.apply(Shop.catalog(Shop.orders), environment: environment(proxy))
        #expect(try await shop.values("_airbyte_ab_id", of: "orders") == ["o2", "o3", "o5"])
    }
}
