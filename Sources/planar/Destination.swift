import BigQueryConnection
import Catalog
import Dialects
import FoundationEssentials
import PostgresConnection
import Runner
import SQLiteConnection
import TableModel

/// Where a run goes: read from the configuration that Airbyte gives its destination.
struct Destination: Sendable {
    let dialect: any Dialect
    /// The schema of streams without a namespace, where the configuration names one.
    let schema: String?
    /// More would not be faster: SQLite has one writer.
    let usefulThreads: Int
    let connect: @Sendable () async throws -> any Connection

    /// A configuration that cannot be used, in words for the user.
    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - schema: what the command line says, which wins over the configuration.
    ///   - patience: how long a statement waits for what another session holds.
    init(_ name: DialectName, configuration path: String, schema: String?, patience: Duration) throws {
        let configuration = try Configuration(path)
        switch name {
        case .postgres:
            let settings = try configuration.postgres(patience: patience)
            self.schema = try schema ?? configuration.required("schema")
            usefulThreads = 8
            dialect = PostgresDialect()
            connect = { try await PostgresConnection.connect(settings) }
        case .sqlite:
            let file = try configuration.required("destination_path")
            self.schema = schema
            usefulThreads = 1
            dialect = SQLiteDialect()
            connect = { try await SQLiteConnection.open(path: file, creating: false, patience: patience) }
        case .bigquery:
            let settings = try configuration.bigQuery(ProcessInfo.processInfo.environment)
            self.schema = schema ?? settings.dataset
            usefulThreads = 8
            dialect = BigQueryDialect()
            let service = BigQueryService(settings)
            connect = { try await service.connect() }
        }
    }
}

/// The JSON of a destination. No message of it shows a value: any of them may be a secret.
private struct Configuration {
    let path: String
    let root: JSON

    init(_ path: String) throws {
        self.path = path
        let source = CatalogSource(file: path, bytes: try Files.read(path))
        guard let root = source.root else {
            throw Destination.Invalid(description: "\(path) is not JSON")
        }
        guard root.members != nil else { throw Destination.Invalid(description: "\(path) must hold a JSON object") }
        self.root = root
    }

    /// Nil where it is missing or null.
    func optional(_ key: String) throws -> String? {
        guard let value = root[key] else { return nil }
        if case .null = value.value { return nil }
        guard let text = value.text else {
            throw Destination.Invalid(description: "\(path): \"\(key)\" must be a text")
        }
        return text
    }

    func required(_ key: String) throws -> String {
        guard let value = root[key] else { throw Destination.Invalid(description: "\(path): \"\(key)\" is missing") }
        guard let text = value.text, !text.isEmpty else {
            throw Destination.Invalid(description: "\(path): \"\(key)\" must be a text that is not empty")
        }
        return text
    }

    func bigQuery(_ environment: [String: String]) throws -> BigQuerySettings {
        do {
            return try BigQuerySettings(
                projectID: try required("project_id"), datasetID: try required("dataset_id"),
                location: try optional("dataset_location"), credentialsJSON: try optional("credentials_json"),
                priority: try optional("transformation_priority"), environment: environment)
        } catch let error as BigQuerySettings.Invalid {
            throw Destination.Invalid(description: "\(path): \(error)")
        }
    }

    func postgres(patience: Duration) throws -> PostgresSettings {
        if let method = root["tunnel_method"]?["tunnel_method"]?.text, method.uppercased() != "NO_TUNNEL" {
            throw Destination.Invalid(
                description:
                    "\(path): SSH tunnels are not supported yet; open the tunnel yourself and name its local port")
        }
        guard case .number(let number)? = root["port"]?.value, let port = Int(number), 1...65535 ~= port else {
            throw Destination.Invalid(description: "\(path): \"port\" must be a number from 1 to 65535")
        }
        // As in the original: without "ssl": true the mode is not looked at.
        let ssl = if case .bool(true)? = root["ssl"]?.value { true } else { false }
        return PostgresSettings(
            host: try required("host"), port: port, user: try required("username"), password: try optional("password"),
            database: try required("database"), sslMode: ssl ? root["ssl_mode"]?["mode"]?.text ?? "allow" : nil,
            patience: patience)
    }
}

extension JSON {
    /// The value of a member, nil where this is no object or has no such member.
    subscript(key: String) -> JSON? { members?[ExactString(key)] }
}
