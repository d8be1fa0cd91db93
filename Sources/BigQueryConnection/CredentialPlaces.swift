import FoundationEssentials
import Runner

/// Where application default credentials are, in Google's order: the file that GOOGLE_APPLICATION_CREDENTIALS names,
/// gcloud's own file, the metadata server of a machine in Google's cloud.
/// https://cloud.google.com/docs/authentication/application-default-credentials
package struct CredentialPlaces: Sendable {
    let namedFile: String?
    let gcloudFile: String?
    let metadataServer: Credentials.MetadataServer

    package init(_ environment: [String: String]) {
        func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        namedFile = set("GOOGLE_APPLICATION_CREDENTIALS")
        let folder = set("CLOUDSDK_CONFIG") ?? set("HOME").map { "\($0)/.config/gcloud" }
        gcloudFile = folder.map { "\($0)/application_default_credentials.json" }
        metadataServer = Credentials.MetadataServer(host: set("GCE_METADATA_HOST") ?? "metadata.google.internal")
    }

    /// A file that is named must be there and be of use; so must gcloud's, once it is there.
    func find() throws -> Credentials {
        do {
            if let namedFile {
                guard let text = read(namedFile) else {
                    throw BigQuerySettings.Invalid(
                        description: "GOOGLE_APPLICATION_CREDENTIALS names \(namedFile), which cannot be read")
                }
                return try Credentials(keyFile: text, named: namedFile)
            }
            if let gcloudFile, let text = read(gcloudFile) { return try Credentials(keyFile: text, named: gcloudFile) }
            return .metadataServer(metadataServer)
        } catch let error as BigQuerySettings.Invalid {
            throw DatabaseError(kind: .connection, code: "credentials", message: error.description)
        }
    }

    /// When the last place had nothing either.
    func nothingFound(detail: String) -> DatabaseError {
        DatabaseError(
            kind: .connection, code: "credentials", message: "no credentials for BigQuery",
            detail: """
                looked for the file in GOOGLE_APPLICATION_CREDENTIALS (not set), for \(gcloudFile ?? "gcloud's file") \
                (not there) and for the metadata server at \(metadataServer.host) (\(detail))
                """,
            hint: "set credentials_json in the configuration, or log in with: gcloud auth application-default login")
    }

    private func read(_ path: String) -> String? {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) }
    }
}
