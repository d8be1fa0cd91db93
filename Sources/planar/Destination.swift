import ArgumentParser
import BigQueryConnection
import Catalog
import Dialects
import FoundationEssentials
import Observability
import PostgresConnection
import Project
import Runner
import SQLiteConnection
import TableModel

/// Where a run goes: read from the configuration that Airbyte gives its destination, or from a target of a project.
struct Destination: Sendable {
    let name: DialectName
    let dialect: any Dialect
    /// As those know it who are told about runs.
    let place: DatabasePlace
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
        let configuration = try DestinationConfiguration(path)
        switch name {
        case .postgres:
            self.init(
                postgres: try configuration.postgres(patience: patience, maskSecret: maskSecret),
                certificates: try configuration.certificates(), tunnel: try configuration.tunnel(),
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
                    sslMode: settings[.sslMode], other: try Self.certificateFiles(settings, of: project),
                    patience: patience, maskSecret: maskSecret),
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

    /// What libpq takes. It passes over a client's certificate that is not there, so we look.
    private static func certificateFiles(_ settings: [ProjectTarget.Key: String], of project: Project) throws
        -> [String: String]
    {
        var parameters: [String: String] = [:]
        for (key, parameter) in [
            (ProjectTarget.Key.sslRootCert, "sslrootcert"), (.sslCert, "sslcert"), (.sslKey, "sslkey"),
        ] {
            guard let file = settings[key].map(project.path) else { continue }
            _ = try Files.read(file)
            parameters[parameter] = file
        }
        return parameters
    }

    private init(
        postgres settings: PostgresSettings, certificates: Certificates? = nil, tunnel: TunnelSettings? = nil,
        schema: String?
    ) {
        maskSecret = settings.maskSecret
        name = .postgres
        dialect = PostgresDialect()
        place = .postgres(host: settings.host, port: settings.port, database: settings.database)
        self.schema = schema
        usefulThreads = 8
        let access = PostgresAccess(settings, certificates: certificates, tunnel: tunnel)
        connect = { try await access.connect() }
        connectOrCreate = connect
    }

    private init(sqlite file: String, schema: String?, patience: Duration, maskSecret: MaskSecret?) {
        self.maskSecret = maskSecret
        name = .sqlite
        dialect = SQLiteDialect()
        place = .sqlite(file: file.hasPrefix("/") ? file : "\(FileManager.default.currentDirectoryPath)/\(file)")
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
        place = .bigQuery(project: settings.project)
        self.schema = schema ?? settings.dataset
        usefulThreads = 8
        let service = BigQueryService(settings)
        connect = { try await service.connect() }
        connectOrCreate = connect
    }

    /// The schema, or dataset, that a configuration names for streams without a namespace.
    static func schema(_ name: DialectName, configuration path: String) throws -> String? {
        let configuration = try DestinationConfiguration(path)
        switch name {
        case .postgres: return try configuration.required("schema")
        case .sqlite: return nil
        // As `dataset` or `project:dataset`.
        case .bigquery: return try configuration.required("dataset_id").split(separator: ":").last.map(String.init)
        }
    }
}
