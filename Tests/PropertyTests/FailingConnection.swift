import Dialects
import Runner
import TableModel

/// Loses the connection at one script of a run, before or after the database has carried it out, and takes turns with
/// other runs before each script.
actor FailingConnection: BatchConnection {
    private let connection: any BatchConnection
    private let script: Int
    private let isApplied: Bool
    private let turn: (@Sendable () async -> Void)?
    /// The scripts that were to run.
    private(set) var scripts = 0

    /// - Parameter script: its place in the run, counted from 0.
    init(_ connection: any BatchConnection, script: Int, isApplied: Bool, turn: (@Sendable () async -> Void)? = nil) {
        self.connection = connection
        self.script = script
        self.isApplied = isApplied
        self.turn = turn
    }

    func run(_ batch: Batch, maximumBytesBilled: Int?) async throws -> [PartReport] {
        await turn?()
        let number = scripts
        scripts += 1
        let lost = DatabaseError(kind: .connection, code: "lost", message: "the connection was lost")
        if number > script || number == script && !isApplied { throw lost }
        let reports = try await connection.run(batch, maximumBytesBilled: maximumBytesBilled)
        if number == script { throw lost }
        return reports
    }

    func estimate(_ sql: SQL) async throws -> Int { try await connection.estimate(sql) }
    func execute(_ sql: SQL) async throws -> Int { try await connection.execute(sql) }
    func rows(_ sql: SQL) async throws -> [[String?]] { try await connection.rows(sql) }
    func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]] {
        try await connection.relations(in: schemas)
    }
    func views(reading table: TableName) async throws -> [String] { try await connection.views(reading: table) }
    func schemas() async throws -> Set<Identifier> { try await connection.schemas() }
    func close() async {}
}
