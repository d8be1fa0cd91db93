import Catalog

/// What Airbyte says at the end of a sync, as far as it matters here.
package enum SyncNotification: Sendable, Equatable {
    /// - job: the sync's own number, by which a delivery that comes twice is known; nil where the sender gives none.
    case succeeded(connection: String, job: String?)
    /// Of something that makes no new raw rows, or none that are complete.
    case other(String)
    case unreadable(String)

    /// Reads what Airbyte sends: facts under `data`, and beside them, or from older versions alone, a text for Slack.
    ///
    /// ```json
    /// {"text": "Your connection Shop from MySQL to Postgres succeeded\n...", "blocks": [...],
    ///  "data": {"connection": {"id": "aa941643-...", ...}, "jobId": 20441143, "success": true, ...}}
    /// ```
    /// Other senders may say `{"connectionId": "aa941643-...", "jobId": 20441143}`.
    package init(_ body: [UInt8]) {
        guard let root = CatalogSource(file: "", bytes: body).root, root.members != nil else {
            self = .unreadable("the body is no JSON object")
            return
        }
        if let data = root["data"], data.members != nil {
            self = Self.facts(data, connection: data["connection"]?["id"]?.text)
        } else if let connection = root["connectionId"]?.text {
            self = Self.facts(root, connection: connection, succeedsSilently: true)
        } else if let text = root["text"]?.text {
            self = Self.message(text)
        } else {
            self = .unreadable("the body says neither data.connection.id nor connectionId")
        }
    }

    private static func facts(_ data: JSON, connection: String?, succeedsSilently: Bool = false) -> SyncNotification {
        let success: Bool? = if case .bool(let success)? = data["success"]?.value { success } else { nil }
        guard success ?? succeedsSilently else {
            return .other(success == nil ? "no end of a sync" : "the sync did not succeed")
        }
        guard let connection, isID(connection) else { return .unreadable("there is no connection's id in it") }
        let job: String? =
            switch data["jobId"]?.value {
            case .number(let text), .string(let text): isID(text) ? text : nil
            default: nil
            }
        return .succeeded(connection: connection, job: job)
    }

    /// The words are Airbyte's; names in them are the user's and may say anything, so only the ends of the first line and
    /// the address of the connection count.
    private static func message(_ text: String) -> SyncNotification {
        let lines = text.split(separator: "\n")
        guard let first = lines.first, first.hasPrefix("Your connection "), first.hasSuffix(" succeeded") else {
            return .other("the text tells of no sync that succeeded")
        }
        let address = lines.dropFirst().compactMap { $0.rest(behind: "/connections/") }.last ?? ""
        let connection = String(address.prefix { $0.isHexDigit || $0 == "-" })
        guard isID(connection) else { return .unreadable("the text has no address of a connection") }
        let job = lines.last?.rest(behind: "Job ID: ").map { String($0.prefix(while: \.isNumber)) }
        return .succeeded(connection: connection, job: job.flatMap { isID($0) ? $0 : nil })
    }

    /// What a project file may call a connection: letters, digits, `-` and `_`.
    private static func isID(_ text: String) -> Bool {
        1...100 ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

extension JSON {
    fileprivate subscript(key: ExactString) -> JSON? { members?[key] }
}

extension Substring {
    /// What follows the last place of a text.
    fileprivate func rest(behind mark: String) -> Substring? {
        ranges(of: mark).last.map { self[$0.upperBound...] }
    }
}
