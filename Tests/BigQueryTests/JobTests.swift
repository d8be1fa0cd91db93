import BigQueryConnection
import Catalog
import Dialects
import Runner
import Testing
import TestSupport

/// What a job is asked with, and what it tells.
@Suite struct JobTests {
    private func stream(_ name: String, namespace: String? = nil) -> StreamName {
        StreamName(
            StreamSchema(
                name: name, namespace: namespace, properties: [], syncMode: .fullRefresh,
                destinationSyncMode: .overwrite, primaryKey: [], cursor: nil, place: Place(offset: 0)))
    }

    @Test func rowsThatChanged() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        #expect(try await connection.execute("insert into d.t (a) values (1), (2), (3)") == 3)
        #expect(try await connection.execute("update d.t set a = a + 1 where a > 1") == 2)
        #expect(try await connection.execute("delete from d.t where a = 1") == 1)
        #expect(try await connection.execute("create table d.u as select * from d.t") == 0)
        #expect(try await connection.execute("create schema if not exists e") == 0)
        #expect(try await connection.execute("create schema if not exists `d`") == 0)
    }

    @Test func settingsReachTheJob() async throws {
        let project = try await BigQueryProject.withTable()
        let service = BigQueryService(project.settings(dataset: "d", priority: .batch))
        let connection = try await service.connect()
        let batch = Batch(
            stream: stream("Öl & Gas", namespace: "Sales.EU"), sql: BigQueryProject.insertion, parts: [1...1])
        _ = try await connection.run(batch, maximumBytesBilled: 10_485_760)
        try await service.connect().execute(BigQueryProject.insertion)
        let bodies = try await project.report().requests.compactMap(\.body)
        let query = bodies[0].configuration.query
        #expect(query.priority == "BATCH")
        #expect(query.maximumBytesBilled == "10485760")
        #expect(query.useQueryCache == false)
        #expect(query.defaultDataset?.datasetId == "d")
        let ids = bodies.compactMap(\.jobReference.jobId)
        let run = try #require(ids[0].wholeMatch(of: #/planar_([0-9a-f]{32})_1/#)).1
        #expect(ids == ["planar_\(run)_1", "planar_\(run)_2"])
        #expect(bodies[0].configuration.labels == ["planar_run": String(run), "planar_stream": "sales_eu__l___gas"])
        #expect(bodies[1].configuration.labels == ["planar_run": String(run)])
        #expect(bodies[1].configuration.query.maximumBytesBilled == nil)
    }

    @Test(arguments: ["x".repeated(200), "", "ÄÖÜ", "a b\nc", "İstanbul", "🦉", "İ".repeated(63)])
    func labelsAreOfTheFormThatIsAsked(name: String) async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        _ = try await connection.run(
            Batch(stream: stream(name), sql: BigQueryProject.insertion, parts: [1...1]), maximumBytesBilled: nil)
        // The proxy checks them.
        _ = try await project.report()
    }

    @Test(arguments: ["EU", "europe-west1"]) func theDatasetsLocationIsUsed(location: String) async throws {
        let project = try await BigQueryProxy.shared.value.project()
        try await project.createDataset("d", location: location)
        _ = try await project.rows("create table d.t (a int64)")
        let connection = try await project.connect(project.settings(dataset: "d"))
        try await project.fail(Fault(on: "jobs.insert", times: 2, polls: 1))
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await connection.rows("select a from d.t") == [["1"]])
        let report = try await project.report()
        #expect(report.count("datasets.get") == 1)
        for request in report.requests where request.call.hasPrefix("jobs.") {
            #expect((request.body?.jobReference.location ?? request.query?["location"]) == location)
        }
    }

    /// Neither settings nor a dataset say where; the first reply does, or the refusal of a second job with that id.
    @Test(arguments: [
        Fault(on: "jobs.insert", polls: 1), Fault(on: "jobs.insert", drop: true, forward: true, polls: 1),
    ])
    func theServersLocationIsUsed(fault: Fault) async throws {
        let project = try await BigQueryProject.withTable()
        try await project.moveJobs(to: "europe-west1")
        let connection = try await project.connect()
        try await project.fail(fault)
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
        let report = try await project.report()
        #expect(report.requests.filter { $0.call == "jobs.get" }.allSatisfy { $0.query?["location"] == "europe-west1" })
    }

    @Test func aDatasetThatIsNotThereYet() async throws {
        let project = try await BigQueryProxy.shared.value.project()
        let connection = try await project.connect(project.settings(dataset: "d"))
        try await connection.execute("create schema d")
        try await connection.execute("create table d.t (a int64)")
        try await connection.execute(BigQueryProject.insertion)
        #expect(try await project.insertedRows() == 1)
        // Not there, not there, there.
        #expect(try await project.report().count("datasets.get") == 3)
    }

    // Batches

    private let script: SQL = """
        begin transaction;
        insert into d.t (a) values (1);
        insert into d.t
            (a) values (2), (3);
        commit transaction;
        """

    private func child(line: Int, inserted: String? = nil, processed: String = "0") -> Fault.Child {
        Fault.Child(
            totalSlotMs: "5",
            query: .init(
                totalBytesProcessed: processed, totalBytesBilled: "10",
                dmlStats: inserted.map { .init(insertedRowCount: $0) }),
            scriptStatistics: .init(stackFrames: [.init(startLine: 99), .init(startLine: line)]))
    }

    @Test func eachPartOfABatchIsReported() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        // The newest first, as BigQuery has them; more than a page.
        try await project.fail(
            Fault(
                on: "jobs.insert", polls: 2,
                children: [
                    child(line: 5), child(line: 3, inserted: "2", processed: "700"), child(line: 4, processed: "1"),
                    child(line: 2, inserted: "1", processed: "30"), child(line: 1),
                ]))
        let reports = try await connection.run(
            Batch(stream: stream("t"), sql: script, parts: [1...2, 3...4, 7...8]), maximumBytesBilled: nil)
        #expect(
            reports == [
                PartReport(rowsInserted: 1, usage: Usage(bytesProcessed: 30, bytesBilled: 30, slotMilliseconds: 15)),
                PartReport(rowsInserted: 2, usage: Usage(bytesProcessed: 701, bytesBilled: 20, slotMilliseconds: 10)),
                PartReport(rowsInserted: 0, usage: Usage()),
            ])
        #expect(try await project.insertedRows() == 3)
        #expect(try await project.report().count("jobs.list") == 3)
    }

    @Test func aSingleStatementIsItsOnlyPart() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(
            Fault(
                on: "jobs.insert",
                query: .init(
                    totalBytesProcessed: "7", totalBytesBilled: "10485760", totalSlotMs: "12",
                    dmlStats: .init(insertedRowCount: "1"))))
        let reports = try await connection.run(
            Batch(stream: stream("t"), sql: BigQueryProject.insertion, parts: [1...1]), maximumBytesBilled: nil)
        #expect(
            reports == [
                PartReport(
                    rowsInserted: 1, usage: Usage(bytesProcessed: 7, bytesBilled: 10_485_760, slotMilliseconds: 12))
            ])
        #expect(try await project.report().count("jobs.list") == 0)
    }

    /// The script is done, whatever becomes of its statistics.
    @Test func statisticsThatCannotBeHadFailNothing() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(Fault(on: "jobs.list", times: 4, status: 503, reason: "backendError"))
        let reports = try await connection.run(
            Batch(stream: stream("t"), sql: script, parts: [1...2, 3...5]), maximumBytesBilled: nil)
        #expect(reports.count == 2)
        #expect(try await project.insertedRows() == 3)
    }

    @Test func aScriptIsRunAgainAsAWhole() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        try await project.fail(
            .job("invalidQuery", "Transaction is aborted due to concurrent update against table p:d.t."),
            Fault(on: "jobs.insert", drop: true, forward: true))
        _ = try await connection.run(
            Batch(stream: stream("t"), sql: script, parts: [1...5]), maximumBytesBilled: nil)
        #expect(try await project.insertedRows() == 3)
        #expect(Set(try await project.report().jobIDs).count == 2)
    }

    @Test func theLastStatementOfAScriptCounts() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        let counts = Fault.Query(numDmlAffectedRows: "2")
        let older = Fault.Query(numDmlAffectedRows: "1")
        func child(_ query: Fault.Query) -> Fault.Child {
            Fault.Child(totalSlotMs: "1", query: query, scriptStatistics: .init(stackFrames: [.init(startLine: 1)]))
        }
        try await project.fail(
            Fault(on: "jobs.insert", children: [child(Fault.Query()), child(counts), child(older)]))
        #expect(try await connection.execute(script) == 2)
    }
}

extension String {
    fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
