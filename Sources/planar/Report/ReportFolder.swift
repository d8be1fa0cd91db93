import FoundationEssentials

/// Where a run leaves its report: `target/` beside the project file, or where the command line says.
struct ReportFolder: Sendable {
    let path: String

    var results: String { "\(path)/run_results.json" }
    var manifest: String { "\(path)/manifest.json" }

    /// - Throws: where nothing can be written there.
    func prepare() throws {
        try Files.createFolder(path)
        try Files.checkIsWritable(path, else: "no report")
    }

    /// Each file is whole or as it was.
    func write(_ results: RunResults, _ manifest: Manifest) throws {
        for (file, text) in [(self.results, try Self.text(results)), (self.manifest, try Self.text(manifest))] {
            _ = try Files.write(CollectionOfOne(text), to: file)
        }
    }

    /// Nil where there is no report.
    func lastResults() throws -> RunResults? { try read(results, as: "report of a run") }

    func lastManifest() throws -> Manifest? { try read(manifest, as: "manifest") }

    private func read<Value: Decodable>(_ file: String, as what: String) throws -> Value? {
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let bytes = try Files.read(file)
        do {
            return try Self.decoder.decode(Value.self, from: Data(bytes))
        } catch {
            throw Files.Failure(description: "\(file) is no \(what) of planar's")
        }
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}

/// What both files begin with, in dbt's words, so that what reads dbt's files reads these.
struct ReportMetadata: Codable, Sendable {
    let dbtSchemaVersion: String
    /// The version of dbt whose shape this is.
    var dbtVersion = "1.8.0"
    let generatedAt: String
    /// One for each run.
    let invocationId: String
    var env: [String: String] = [:]
}
