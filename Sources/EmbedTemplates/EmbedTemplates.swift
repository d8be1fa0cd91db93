import Foundation

/// Writes the files of a folder as Swift string literals keyed by their path in it: `embed-templates ROOT OUT FILE...`
@main struct EmbedTemplates {
    static func main() throws {
        let arguments = CommandLine.arguments
        let root = arguments[1].hasSuffix("/") ? arguments[1] : arguments[1] + "/"
        var lines = ["/// The built-in templates by path.", "let embeddedTemplates: [String: String] = ["]
        for file in arguments.dropFirst(3) {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            lines.append("    \(literal(String(file.dropFirst(root.count)))): \(literal(text)),")
        }
        if arguments.count == 3 { lines.append("    :") }
        lines.append("]")
        try (lines.joined(separator: "\n") + "\n").write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }

    static func literal(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            case "\r": "\\r"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
