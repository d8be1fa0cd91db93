import BigQueryConnection
import Dialects
import Runner
import TableModel
import Testing
import TestSupport

@Suite struct ReadingTests {
    @Test func cellsAreAsBigQuerySendsThem() async throws {
        let project = try await BigQueryProject.withTable()
        let rows = try await project.connect().rows(
            """
            select 1, 'a"b', null, true, 1.5, timestamp '2020-01-01 00:00:00.123456+00', date '2020-01-02',
                ['x', 'y"z'], [1, 2], struct(1 as a, 'b' as c), b'ab', ''
            """)
        #expect(
            rows == [
                [
                    "1", "a\"b", nil, "true", "1.5", "1577836800123456", "2020-01-02", "[\"x\",\"y\\\"z\"]",
                    "[\"1\",\"2\"]", "[\"1\",\"b\"]", "YWI=", "",
                ]
            ])
    }

    @Test func noRows() async throws {
        let project = try await BigQueryProject.withTable()
        let connection = try await project.connect()
        #expect(try await connection.rows("select * from d.t") == [])
        #expect(try await connection.rows("create table d.u (a int64)") == [])
    }

    /// The emulator's pages have 10,000 rows here, as its default is.
    @Test func allPagesAreRead() async throws {
        let project = try await BigQueryProject.withTable()
        let rows = try await project.connect().rows("select x from unnest(generate_array(1, 25000)) as x order by x")
        #expect(try await project.report().count("jobs.getQueryResults") == 3)
        #expect(rows.map { $0[0] } == (1...25000).map { "\($0)" })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let faults: [Fault]
        var jobs = 1
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "running", faults: [Fault(on: "jobs.insert", polls: 3)]),
        Case(name: "not complete", faults: [Fault(on: "jobs.insert", incomplete: 3)]),
        Case(name: "503", faults: [Fault(on: "jobs.getQueryResults", status: 503, reason: "backendError")]),
        Case(name: "HTML 502", faults: [.html(502, on: "jobs.getQueryResults")]),
        Case(name: "closed", faults: [Fault(on: "jobs.getQueryResults", drop: true)]),
        Case(name: "429", faults: [Fault(on: "jobs.getQueryResults", status: 429, reason: "rateLimitExceeded")]),
        Case(
            name: "failed job",
            faults: [Fault(on: "jobs.getQueryResults", status: 400, reason: "jobRateLimitExceeded")],
            jobs: 2),
        Case(name: "failed job, told at once", faults: [.job("jobBackendError")], jobs: 2),
    ])
    func faultsWhileReading(_ fault: Case) async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(fault.faults)
        #expect(try await project.connect().rows("select 7") == [["7"]])
        #expect(Set(try await project.report().jobIDs).count == fault.jobs)
    }

    @Test func aFailedJobEndsReading() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(
            Fault(on: "jobs.getQueryResults", status: 400, reason: "invalidQuery", message: "Bad int64 value: abc"))
        let error = try await #require(throws: DatabaseError.self) { try await project.connect().rows("select 7") }
        #expect(error.kind == .value)
        #expect(error.message == "Bad int64 value: abc")
    }

    @Test func relationsOfDatasets() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.createDataset("e")
        _ = try await project.rows("create table e.u (`a` int64, b array<string>, c timestamp, d struct<x string>)")
        let connection = try await project.connect(project.settings(dataset: "d"))
        let relations = try await connection.relations(in: ["d", "e", "nosuch"].map(Identifier.init))
        func column(_ name: String, _ type: String) -> ExistingColumn { .init(name: Identifier(name), type: type) }
        #expect(
            relations == [
                TableName(schema: Identifier("d"), name: Identifier("t")): [column("a", "int64")],
                TableName(schema: Identifier("e"), name: Identifier("u")): [
                    column("a", "int64"), column("b", "array<string>"), column("c", "timestamp"),
                    column("d", "struct<x string>"),
                ],
            ])
        #expect(try await connection.relations(in: []) == [:])
        #expect(try await connection.views(reading: TableName(schema: Identifier("d"), name: Identifier("t"))) == [])
        await connection.close()
        _ = try await project.report()
    }

    /// The emulator has no tables there; BigQuery says that there is no such dataset.
    @Test func aDatasetThatIsNotThereHasNoRelations() async throws {
        let project = try await BigQueryProject.withTable()
        let missing = Fault.job("notFound", "Not found: Dataset p:nosuch was not found in location US")
        try await project.fail(missing)
        let connection = try await project.connect()
        #expect(try await connection.relations(in: [Identifier("nosuch")]) == [:])
        // One that is there, elsewhere, is no less there.
        try await project.fail(missing)
        let error = try await #require(throws: DatabaseError.self) {
            try await connection.relations(in: [Identifier("d")])
        }
        #expect(error.hint?.contains("dataset_location") == true)
    }

    @Test func datasetsAreListed() async throws {
        let project = try await BigQueryProject.withTable()
        for name in ["e", "_planar", "f"] { try await project.createDataset(name) }
        try await project.fail(Fault(on: "datasets.list", times: 2, page: 2))
        let connection = try await project.connect()
        #expect(try await connection.schemas() == Set(["d", "e", "f", "_planar"].map(Identifier.init)))
        let report = try await project.report()
        #expect(report.count("datasets.list") == 2)
        // Without it those with an underscore are left out.
        #expect(report.requests.filter { $0.call == "datasets.list" }.allSatisfy { $0.query?["all"] == "true" })
    }

    @Test func datasetsThatMayNotBeListed() async throws {
        let project = try await BigQueryProject.withTable()
        let denied = Fault(on: "datasets.list", status: 403, reason: "accessDenied")
        for (dataset, found) in [(nil, []), ("d", ["d"]), ("nosuch", [])] as [(String?, [String])] {
            try await project.fail(denied)
            let connection = try await project.connect(project.settings(dataset: dataset, location: "US"))
            #expect(try await connection.schemas() == Set(found.map(Identifier.init)))
        }
    }

    @Test func estimates() async throws {
        let project = try await BigQueryProject.withTable()
        try await project.fail(Fault(on: "jobs.insert", query: .init(totalBytesProcessed: "123456789012")))
        let connection = try await project.connect()
        #expect(try await connection.estimate(BigQueryProject.insertion) == 123_456_789_012)
        #expect(try await project.insertedRows() == 0)
        await #expect(throws: DatabaseError.self) { try await connection.estimate("select from where") }
    }
}
