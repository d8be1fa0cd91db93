import Runner

extension BigQuerySettings {
    /// From the texts of Airbyte's destination configuration.
    ///
    /// - Parameters:
    ///   - datasetID: `dataset` or `project:dataset`.
    ///   - credentialsJSON: the text of a key file; nil for application default credentials.
    ///   - priority: `interactive` or `batch`; nil for the first.
    ///   - environment: names an emulator (`BIGQUERY_EMULATOR_HOST`) and where default credentials are.
    package init(
        projectID: String, datasetID: String, location: String? = nil, credentialsJSON: String? = nil,
        priority: String? = nil, environment: [String: String], parallelJobs: Int = 8, pace: Pace = Pace(),
        maskSecret: MaskSecret? = nil
    ) throws {
        let emulator = environment["BIGQUERY_EMULATOR_HOST"].flatMap { $0.isEmpty ? nil : $0 }
        let credentials: Credentials? =
            switch credentialsJSON {
            case let text? where !text.isEmpty: try Credentials(keyFile: text, named: "credentials_json")
            default: emulator == nil ? .applicationDefault(CredentialPlaces(environment)) : nil
            }
        self.init(
            project: projectID, dataset: try Self.dataset(of: datasetID, in: projectID),
            location: location.flatMap { $0.isEmpty ? nil : $0 }, credentials: credentials,
            priority: try Self.priority(priority), baseURL: emulator.map(Self.url) ?? Self.publicURL,
            parallelJobs: parallelJobs, pace: pace, maskSecret: maskSecret)
    }

    private static func dataset(of text: String, in project: String) throws -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.last?.isEmpty != false { throw Invalid(description: "the dataset ID is empty") }
        switch parts.count {
        case 1: return text
        case 2 where parts[0] == project: return String(parts[1])
        case 2:
            throw Invalid(
                description:
                    "Project ID in dataset ID did not match explicitly-provided project ID: \(parts[0]) and \(project)"
            )
        default: throw Invalid(description: "Invalid format for dataset ID (expected at most one colon)")
        }
    }

    private static func priority(_ text: String?) throws -> Priority {
        guard let text, !text.isEmpty else { return .interactive }
        guard let priority = Priority(rawValue: text.lowercased()) else {
            throw Invalid(description: "the transformation priority is interactive or batch, not \(text)")
        }
        return priority
    }

    private static func url(of host: String) -> String {
        let url = host.contains("://") ? host : "http://\(host)"
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
