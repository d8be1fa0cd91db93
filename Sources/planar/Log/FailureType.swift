import Runner

/// Who has to do something about a failure, in the words of the Airbyte protocol.
enum FailureType: String, Sendable {
    /// The user: catalog, configuration, rights, data. Trying again does not help.
    case config = "config_error"
    /// Nobody, or whoever runs the database: what was unreachable or held may be free the next time.
    case system = "system_error"

    init(_ failure: RunFailure) {
        switch failure {
        case .missingRawTable, .foreignTable, .foreignView, .neededByViews, .incompatibleColumn, .unrecoverableRows,
            .misfit,
            .tooLong,
            .tooManyBytes:
            self = .config
        // The role may not create it, unless the session broke off.
        case .missingSchema(_, let error): self = error.kind == .other ? .config : FailureType(error)
        case .database(_, _, let error): self = FailureType(error)
        case .locked, .cancelled: self = .system
        }
    }

    init(_ error: DatabaseError) {
        self = Self.mendable.contains { error.code.hasPrefix($0) } ? .config : .system
    }

    init(_ error: any Error) {
        self =
            switch error {
            case let failure as RunFailure: FailureType(failure)
            case let error as DatabaseError: FailureType(error)
            case is Target.NewerState, is Files.Failure: .config
            default: .system
            }
    }

    /// What codes begin with. Postgres: wrong password or role, no such database, no right, wrong settings of the
    /// connection. SQLite: a file that is missing, is no database or cannot be written. BigQuery: credentials and rights,
    /// no such project or dataset.
    private static let mendable = [
        "28", "3D000", "42501", "F0000", "SQLITE_CANTOPEN", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_PERM",
        "SQLITE_AUTH", "credentials", "invalid_grant", "invalid_client", "accessDenied", "authError",
        "billingNotEnabled",
        "notFound",
    ]
}
