/// What proves who a Postgres server is, and who we are to it, as PEM texts.
struct Certificates: Sendable {
    /// Of the authority that has signed the server's.
    let authority: String?
    let client: String?
    let key: String?
    /// Of a key that is encrypted.
    let keyPassword: String?

    /// What libpq takes, which reads files: they are written to the folder.
    func parameters(in folder: PrivateFolder) throws -> [String: String] {
        var parameters: [String: String] = [:]
        parameters["sslrootcert"] = try authority.map { try folder.write($0, to: "ca.crt") }
        parameters["sslcert"] = try client.map { try folder.write($0, to: "client.crt") }
        parameters["sslkey"] = try key.map { try folder.write($0, to: "client.key") }
        parameters["sslpassword"] = keyPassword
        return parameters
    }
}
