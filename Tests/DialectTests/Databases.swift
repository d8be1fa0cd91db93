import Catalog
import Dialects
import Foundation
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel
import TestSupport

/// Every dialect that there is, in the order in which the tests name them.
let dialects: [any Dialect] = [PostgresDialect(), SQLiteDialect()]

/// One expression as each dialect writes it.
struct Spelling: Sendable, Equatable {
    let postgres, sqlite: String

    init(postgres: String, sqlite: String) {
        self.postgres = postgres
        self.sqlite = sqlite
    }

    /// All write the same.
    init(_ text: String) { self.init(postgres: text, sqlite: text) }

    init(_ write: (any Dialect) -> SQL) {
        self.init(postgres: write(PostgresDialect()).text, sqlite: write(SQLiteDialect()).text)
    }
}

/// What a database makes of a query: rows, or what it says of the value at fault.
enum Outcome: Equatable, CustomStringConvertible {
    case rows([[String?]])
    case failure(String)

    /// The rows as texts, in an order that is the same everywhere.
    var sorted: [String] {
        guard case .rows(let rows) = self else { return [description] }
        return rows.map { $0.map { $0 ?? "NULL" }.joined(separator: ", ") }.sorted()
    }

    var description: String {
        switch self {
        case .rows(let rows): rows.map { $0.map { $0 ?? "NULL" }.joined(separator: ", ") }.joined(separator: "; ")
        case .failure(let message): "failure: \(message)"
        }
    }
}

/// A Postgres and a SQLite database of a test's own, to be asked the same.
struct Databases {
    let postgres: PostgresConnection
    let sqlite: SQLiteConnection

    /// - Parameter name: of the Postgres database; each test takes its own.
    static func open(_ name: String) async throws -> Databases {
        let settings = try await PostgresCluster.shared.value.createDatabase(name)
        return Databases(
            postgres: try await PostgresConnection.connect(settings),
            sqlite: try await SQLiteConnection.open(path: ":memory:"))
    }

    func connection(_ dialect: any Dialect) -> any Connection { dialect.hasSchemas ? postgres : sqlite }

    func execute(_ write: (any Dialect) -> SQL) async throws {
        for dialect in dialects { try await connection(dialect).execute(write(dialect)) }
    }

    /// What each says, in the order of the dialects. Fails for errors that lie in the query and not in a value.
    func ask(_ write: (any Dialect) -> SQL) async throws -> [Outcome] {
        var outcomes: [Outcome] = []
        for dialect in dialects {
            do {
                outcomes.append(.rows(try await connection(dialect).rows(write(dialect))))
            } catch let error as DatabaseError where error.kind == .value {
                outcomes.append(.failure(error.message))
            }
        }
        return outcomes
    }

    func close() async {
        await postgres.close()
        await sqlite.close()
    }
}

extension Dialect {
    /// A document as the raw table holds it.
    func document(_ json: String) -> SQL { hasSchemas ? "cast(\(literal(json)) as jsonb)" : literal(json) }

    var documentType: SQL { hasSchemas ? "jsonb" : "text" }

    /// The text of a stored value as Postgres prints it.
    func shown(_ column: SQL, _ type: SchemaType) -> SQL {
        if !hasSchemas, type == .boolean { return "planar_boolean_text(\(column))" }
        if !hasSchemas, type == .number { return "planar_float_text(\(column))" }
        return "cast(\(column) as text)"
    }
}

/// All types of columns.
let allTypes: [SchemaType] = [
    .string, .boolean, .integer, .bigInteger, .number, .date, .time(zoned: false), .time(zoned: true),
    .timestamp(zoned: false), .timestamp(zoned: true), .object, .array(ofScalars: true), .array(ofScalars: false),
    .json,
]
