import Catalog
import FoundationEssentials
import Runner

/// What an access token is asked for with. Prints itself without anything secret.
package enum Credentials: Sendable {
    case serviceAccount(ServiceAccount)
    case authorizedUser(AuthorizedUser)
    case metadataServer(MetadataServer)
    /// Whatever the machine has, looked for when the first token is needed.
    case applicationDefault(CredentialPlaces)

    /// A key that signs its own requests: https://developers.google.com/identity/protocols/oauth2/service-account
    package struct ServiceAccount: Sendable {
        package let email: String
        package let keyID: String?
        /// RSA, in PEM form.
        package let privateKey: String
        package let tokenURL: String

        package init(email: String, keyID: String?, privateKey: String, tokenURL: String) {
            self.email = email
            self.keyID = keyID
            self.privateKey = privateKey
            self.tokenURL = tokenURL
        }
    }

    /// A person, as `gcloud auth application-default login` leaves them.
    package struct AuthorizedUser: Sendable {
        package let clientID: String
        package let clientSecret: String
        package let refreshToken: String
        package let tokenURL: String

        package init(clientID: String, clientSecret: String, refreshToken: String, tokenURL: String) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.refreshToken = refreshToken
            self.tokenURL = tokenURL
        }
    }

    /// The one that machines of Google's cloud have.
    package struct MetadataServer: Sendable {
        /// With its port where that is not 80.
        package let host: String
        package init(host: String = "metadata.google.internal") { self.host = host }
    }

    /// Every text that no message may show.
    var secrets: Secrets {
        switch self {
        case .serviceAccount(let account):
            // A line of the key is as good as the key.
            Secrets(
                [account.privateKey]
                    + account.privateKey.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }.map(
                        String.init))
        case .authorizedUser(let user): Secrets([user.clientSecret, user.refreshToken])
        case .metadataServer, .applicationDefault: Secrets([])
        }
    }
}

extension Credentials {
    /// Reads a key file of Google's.
    ///
    /// - Parameter name: what messages call it.
    package init(keyFile text: String, named name: String) throws {
        guard let file = try? JSONDecoder().decode(KeyFile.self, from: Data(text.utf8)) else {
            throw BigQuerySettings.Invalid(
                description: "\(name) is not a JSON object with the keys of a Google key file as texts")
        }
        func required(_ key: String, _ value: String?) throws -> String {
            guard let value, !value.isEmpty else {
                throw BigQuerySettings.Invalid(description: "\(name) lacks the key \(key)")
            }
            return value
        }
        switch file.type {
        case "service_account"?:
            self = .serviceAccount(
                ServiceAccount(
                    email: try required("client_email", file.client_email), keyID: file.private_key_id,
                    privateKey: try required("private_key", file.private_key),
                    tokenURL: file.token_uri ?? KeyFile.tokenURL))
        case "authorized_user"?:
            self = .authorizedUser(
                AuthorizedUser(
                    clientID: try required("client_id", file.client_id),
                    clientSecret: try required("client_secret", file.client_secret),
                    refreshToken: try required("refresh_token", file.refresh_token),
                    tokenURL: file.token_uri ?? KeyFile.tokenURL))
        case nil: throw BigQuerySettings.Invalid(description: "\(name) lacks the key type")
        case let other?:
            throw BigQuerySettings.Invalid(
                description:
                    "\(name) has credentials of type \(Shown.text(other)); service_account and authorized_user are supported"
            )
        }
    }

    /// The keys by Google's names.
    private struct KeyFile: Decodable {
        var type, client_email, private_key_id, private_key, token_uri, client_id, client_secret, refresh_token: String?
        static let tokenURL = "https://oauth2.googleapis.com/token"
    }
}

/// Prints as its description alone, also under `dump` and in a debugger.
package protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Discreet {
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["account": description]) }
}

extension Credentials: Discreet {
    package var description: String {
        switch self {
        case .serviceAccount(let account): account.description
        case .authorizedUser(let user): user.description
        case .metadataServer(let server): "the account of this machine, from \(server.host)"
        case .applicationDefault: "application default credentials"
        }
    }
}

extension Credentials.ServiceAccount: Discreet {
    package var description: String { email }
}

extension Credentials.AuthorizedUser: Discreet {
    package var description: String { "a user who logged in with gcloud" }
}
