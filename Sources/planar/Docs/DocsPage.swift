import CCrypto
import FoundationEssentials

/// The page as one file: `page.html` with the style, the program and what it shows.
struct DocsPage {
    let text: String

    init(_ docs: Docs) {
        let style = Self.text(PackageResources.page_css)
        let script =
            "\"use strict\";\n"
            + [
                PackageResources.dom_js, PackageResources.model_js, PackageResources.search_js, PackageResources.sql_js,
                PackageResources.tree_js, PackageResources.columns_js, PackageResources.views_js,
                PackageResources.page_js,
            ].map(Self.text).joined(separator: "\n")
        // By their hashes these two alone may act: whatever a name in the catalog brought into the page would be inert.
        let slots = [
            "title": Self.escaped(docs.title),
            "policy":
                "default-src 'none'; style-src '\(Self.hash(style))'; script-src '\(Self.hash(script))'; base-uri 'none'; form-action 'none'",
            "style": style, "script": script, "data": Self.inert(Packed.json(docs)),
        ]
        text = Self.text(PackageResources.page_html).split(separator: "{{", omittingEmptySubsequences: false)
            .enumerated().map { index, part in
                guard index > 0, let end = part.range(of: "}}") else { return String(part) }
                let name = part[..<end.lowerBound].trimmingCharacters(in: .whitespaces)
                guard let value = slots[name] else { preconditionFailure("page.html: no such slot: \(name)") }
                return value + part[end.upperBound...]
            }.joined()
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    /// JSON in which nothing ends the script element that it stands in, nor a line of a program. Only texts have such
    /// characters, so all can be escaped.
    static func inert(_ json: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + 1024)
        var index = 0
        while index < json.count {
            let byte = json[index]
            if byte == UInt8(ascii: "<") {
                bytes += "\\u003c".utf8
            } else if byte == 0xE2, index + 2 < json.count, json[index + 1] == 0x80, json[index + 2] & 0xFE == 0xA8 {
                bytes += (json[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
                index += 2
            } else {
                bytes.append(byte)
            }
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `sha256-…` as a content security policy has it.
    private static func hash(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        SHA256(bytes, bytes.count, &digest)
        return "sha256-\(Data(digest).base64EncodedString())"
    }
}
