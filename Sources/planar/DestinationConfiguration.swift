import BigQueryConnection
import Catalog
import PostgresConnection
import Project
import Runner

/// The JSON of a destination. No message of it shows a value: any of them may be a secret.
struct DestinationConfiguration {
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

    private func port(_ value: JSON?, named key: String) throws -> Int {
        guard case .number(let number)? = value?.value, let port = Int(number), 1...65535 ~= port else {
            throw invalid("\"\(key)\" must be a number from 1 to 65535")
        }
        return port
    }

    private func invalid(_ text: String) -> Destination.Invalid { Destination.Invalid(description: "\(path): \(text)") }

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
        let port = try port(root["port"], named: "port")
        return PostgresSettings(
            host: try required("host"), port: port, user: try required("username"), password: try optional("password"),
            database: try required("database"), sslMode: try sslMode(), patience: patience, maskSecret: maskSecret)
    }
}

extension DestinationConfiguration {
    /// As in the original: without `"ssl": true` the mode is not looked at.
    private var usesSSL: Bool { if case .bool(true)? = root["ssl"]?.value { true } else { false } }

    private func sslMode() throws -> String? {
        guard usesSSL else { return nil }
        guard let mode = root["ssl_mode"]?["mode"] else { return "allow" }
        guard let text = mode.text, ProjectTarget.sslModes.contains(text) else {
            throw invalid("\"mode\" of \"ssl_mode\" is \(ProjectTarget.sslModes.joined(separator: ", "))")
        }
        return text
    }

    /// Nil where the configuration has none.
    func certificates() throws -> Certificates? {
        guard let ssl = root["ssl_mode"] else { return nil }
        guard let mode = try sslMode() else {
            if let wanted = ssl["mode"]?.text, !["disable", "allow", "prefer"].contains(wanted) {
                Console.error(
                    "warning: \(path): \"ssl_mode\" is not looked at, since \"ssl\" is not true\n    hint: set \"ssl\": true to have what it asks for",
                    .warning)
            }
            return nil
        }
        func text(_ key: String) throws -> String? {
            guard let value = ssl[key], value.text != "" else { return nil }
            if case .null = value.value { return nil }
            guard let text = value.text else { throw invalid("\"\(key)\" of \"ssl_mode\" must be a text") }
            return text
        }
        func block(_ key: String) throws -> String? {
            guard let text = try text(key) else { return nil }
            guard text.contains("-----BEGIN "), text.contains("-----END ") else {
                throw invalid("\"\(key)\" of \"ssl_mode\" must be a text in PEM, from its BEGIN to its END line")
            }
            return pem(text)
        }
        let certificates = Certificates(
            authority: try block("ca_certificate"), client: try block("client_certificate"),
            key: try block("client_key"), keyPassword: try text("client_key_password"))
        if mode.hasPrefix("verify"), certificates.authority == nil {
            throw invalid(
                "\"ca_certificate\" of \"ssl_mode\" is missing: \(mode) checks the server's certificate by it")
        }
        if (certificates.client == nil) != (certificates.key == nil) {
            throw invalid("\"client_certificate\" and \"client_key\" of \"ssl_mode\" go together")
        }
        // OpenSSL would ask whoever sits at the terminal.
        if let key = certificates.key, key.contains("ENCRYPTED"), certificates.keyPassword == nil {
            throw invalid("\"client_key\" of \"ssl_mode\" is encrypted, and \"client_key_password\" is missing")
        }
        return certificates
    }

    /// Nil without a tunnel.
    func tunnel() throws -> TunnelSettings? {
        guard let method = root["tunnel_method"], let name = method["tunnel_method"]?.text?.uppercased() else {
            return nil
        }
        func text(_ key: String) throws -> String {
            guard let text = method[key]?.text, !text.isEmpty else {
                throw invalid("\"\(key)\" of \"tunnel_method\" must be a text that is not empty")
            }
            return text
        }
        let secret: TunnelSettings.Method
        switch name {
        case "NO_TUNNEL": return nil
        case "SSH_KEY_AUTH": secret = .key(pem(try text("ssh_key")))
        case "SSH_PASSWORD_AUTH": secret = .password(try text("tunnel_user_password"))
        default: throw invalid("\"tunnel_method\" is NO_TUNNEL, SSH_KEY_AUTH or SSH_PASSWORD_AUTH")
        }
        return TunnelSettings(
            host: try text("tunnel_host"),
            port: try method["tunnel_port"].map { try port($0, named: "tunnel_port") } ?? 22,
            user: try text("tunnel_user"), method: secret)
    }

    /// A key or certificate as programs want it: forms of Airbyte's have one line, with `\n` spelled out.
    private func pem(_ text: String) -> String {
        // An empty line ends the header of an older key.
        let lines = text.replacing("\\n", with: "\n").trimming(while: \.isWhitespace).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.map { $0.trimming(while: \.isWhitespace) + "\n" }.joined()
    }
}

extension StringProtocol where SubSequence == Substring {
    fileprivate func trimming(while isOutside: (Character) -> Bool) -> Substring {
        guard let first = firstIndex(where: { !isOutside($0) }), let last = lastIndex(where: { !isOutside($0) }) else {
            return ""
        }
        return self[first...last]
    }
}

extension JSON {
    /// The value of a member, nil where this is no object or has no such member.
    subscript(key: String) -> JSON? { members?[ExactString(key)] }
}
