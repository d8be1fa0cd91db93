import ArgumentParser
import Catalog
import FoundationEssentials
import Project
import Runner

/// The project file, where there is one, and which of its targets is meant.
struct ProjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The project file (default: planar.yml in the working folder, where there is one).", valueName: "file"))
    var project: String?

    @Option(
        help: ArgumentHelp("One of the project's targets (default: its default_target).", valueName: "name"))
    var target: String?

    func validate() throws {
        if target != nil, path == nil {
            throw ValidationError("--target goes with a project file, and there is no planar.yml here")
        }
    }

    /// Nil where there is no project.
    var path: String? {
        project ?? (FileManager.default.fileExists(atPath: Project.fileName) ? Project.fileName : nil)
    }

    /// Reads the file; what is wrong with it is shown and ends the command.
    func read() throws -> Project? {
        var diagnostics = Diagnostics()
        let project = try read(into: &diagnostics)
        try diagnostics.show()
        return project
    }

    func read(into diagnostics: inout Diagnostics) throws -> Project? {
        guard let path else { return nil }
        let bytes = try stopping { try Files.read(path) }
        return readProject(file: path, bytes: bytes, into: &diagnostics)
    }
}

extension Project {
    /// The variables that the file may name.
    static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The target that is meant; what keeps it from being found is shown and ends the command.
    func target(_ options: ProjectOptions) throws -> ProjectTarget {
        try value { target(options.target, environment: Self.environment, into: &$0) }
    }

    /// What hashes of personal values are made with; nil where the file names no secret.
    func readMaskSecret() throws -> MaskSecret? {
        guard let maskSecret else { return nil }
        guard let secret = MaskSecret(try expanded(maskSecret)) else {
            Console.error(
                "error: \(file): mask_secret has less than 16 bytes, so what it hashes could be guessed\n    hint: openssl rand -hex 32"
            )
            throw ExitCode.failed
        }
        return secret
    }

    /// A text of the file with its variables.
    ///
    func expanded(_ text: ValueText) throws -> String { try value { text.expanded(Self.environment, into: &$0) } }

    /// What is read from the file; what is wrong with it is shown and ends the command.
    func value<Value>(_ body: (inout Diagnostics) -> Value?) throws -> Value {
        var diagnostics = Diagnostics()
        let value = body(&diagnostics)
        try diagnostics.show()
        guard let value else { throw ExitCode.failed }
        return value
    }
}

extension ProjectTarget {
    var dialectName: DialectName {
        switch kind {
        case .sqlite: .sqlite
        case .postgres: .postgres
        case .bigquery: .bigquery
        }
    }

    /// The schema, or dataset, of streams without a namespace; no password is needed to know it.
    func defaultSchema(in project: Project) throws -> String? {
        if let config {
            let path = project.path(try project.expanded(config))
            return try stopping { try Destination.schema(dialectName, configuration: path) }
        }
        return try schema.map { try project.expanded($0) }
    }
}
