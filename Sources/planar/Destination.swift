import ArgumentParser
import BigQueryConnection
import Catalog
import Dialects
import FoundationEssentials
import PostgresConnection
import Project
import Runner
import SQLiteConnection
import TableModel

/// Where a run goes: read from the configuration that Airbyte gives its destination, or from a target of a project.
struct Destination: Sendable {
    let name: DialectName
    let dialect: any Dialect
    /// The schema of streams without a namespace, where the configuration names one.
    let schema: String?
    /// More would not be faster: SQLite has one writer.
    let usefulThreads: Int
    /// What hashes of personal values are made with, where the project has one.
    let maskSecret: MaskSecret?
    let connect: @Sendable () async throws -> any Connection
    /// The same, but that a SQLite file may be missing.
    let connectOrCreate: @Sendable () async throws -> any Connection

    /// A configuration that cannot be used, in words for the user.
    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - schema: what the command line says, which wins over the configuration.
    ///   - patience: how long a statement waits for what another session holds.
    init(
        _ name: DialectName, configuration path: String, schema: String?, patience: Duration,
        maskSecret: MaskSecret? = nil
    ) throws {
        let configuration = try Configuration(path)
        switch name {
        case .postgres:
            self.init(
                postgres: try configuration.postgres(patience: patience, maskSecret: maskSecret),
                schema: try schema ?? configuration.required("schema"))
        case .sqlite:
            self.init(
                sqlite: try configuration.required("destination_path"), schema: schema, patience: patience,
                maskSecret: maskSecret)
        case .bigquery:
            self.init(
                bigQuery: try configuration.bigQuery(Project.environment, maskSecret: maskSecret), schema: schema)
        }
    }

    /// A target with the variables that it needs; a target that names a configuration is what that says.
    init(_ target: ProjectTarget, of project: Project, schema: String?, patience: Duration) throws {
        var diagnostics = Diagnostics()
        let settings = target.settings(Project.environment, into: &diagnostics)
        try diagnostics.show()
        guard let settings else { throw ExitCode.failed }
        let maskSecret = try project.readMaskSecret()
        if let config = settings[.config] {
            try self.init(
                target.dialectName, configuration: project.path(config), schema: schema, patience: patience,
                maskSecret: maskSecret)
            return
        }
        switch target.kind {
        case .postgres:
            self.init(
                postgres: PostgresSettings(
                    host: settings[.host] ?? "", port: settings[.port].flatMap { Int($0) } ?? 5432,
                    user: settings[.user] ?? "", password: settings[.password], database: settings[.database] ?? "",
                    sslMode: settings[.sslMode], patience: patience, maskSecret: maskSecret),
                schema: schema ?? settings[.schema])
        case .sqlite:
            self.init(
                sqlite: project.path(settings[.path] ?? ""), schema: schema ?? settings[.schema], patience: patience,
                maskSecret: maskSecret)
        case .bigquery:
            let keyFile = try settings[.credentialsFile].map {
                String(decoding: try Files.read(project.path($0)), as: UTF8.self)
            }
            self.init(
                bigQuery: try BigQuerySettings(
                    projectID: settings[.project] ?? "", datasetID: settings[.dataset] ?? "",
                    location: settings[.location], credentialsJSON: keyFile ?? settings[.credentialsJSON],
                    priority: settings[.priority], environment: Project.environment, maskSecret: maskSecret),
                schema: schema)
        }
    }

    private init(postgres settings: PostgresSettings, schema: String?) {
        maskSecret = settings.maskSecret
        name = .postgres
        dialect = PostgresDialect()
        self.schema = schema
        usefulThreads = 8
        connect = { try await PostgresConnection.connect(settings) }
        connectOrCreate = connect
    }

    private init(sqlite file: String, schema: String?, patience: Duration, maskSecret: MaskSecret?) {
        self.maskSecret = maskSecret
        name = .sqlite
        dialect = SQLiteDialect()
        self.schema = schema
        usefulThreads = 1
        connect = {
            try await SQLiteConnection.open(path: file, creating: false, patience: patience, maskSecret: maskSecret)
        }
        connectOrCreate = { try await SQLiteConnection.open(path: file, patience: patience, maskSecret: maskSecret) }
    }

    private init(bigQuery settings: BigQuerySettings, schema: String?) {
        maskSecret = settings.maskSecret
        name = .bigquery
        dialect = BigQueryDialect()
        self.schema = schema ?? settings.dataset
        usefulThreads = 8
        let service = BigQueryService(settings)
        connect = { try await service.connect() }
        connectOrCreate = connect
    }

    /// The schema, or dataset, that a configuration names for streams without a namespace.
    static func schema(_ name: DialectName, configuration path: String) throws -> String? {
        let configuration = try Configuration(path)
        switch name {
        case .postgres: return try configuration.required("schema")
        case .sqlite: return nil
        // As `dataset` or `project:dataset`.
        case .bigquery: return try configuration.required("dataset_id").split(separator: ":").last.map(String.init)
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

    func bigQuery(_ environment: [String: String], maskSecret: MaskSecret?) throws -> BigQuerySettings {
        do {
            return try BigQuerySettings(
                projectID: try required("project_id"), datasetID: try required("dataset_id"),
                location: try optional("dataset_location"), credentialsJSON: try optional("credentials_json"),
                priority: try optional("transformation_priority"), environment: environment, maskSecret: maskSecret)
        } catch let error as BigQuerySettings.Invalid {
            throw Destination.Invalid(description: "\(path): \(error)")
        }
    }

    func postgres(patience: Duration, maskSecret: MaskSecret?) throws -> PostgresSettings {
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
            patience: patience, maskSecret: maskSecret)
    }
}

extension JSON {
    /// The value of a member, nil where this is no object or has no such member.
    subscript(key: String) -> JSON? { members?[ExactString(key)] }
}
