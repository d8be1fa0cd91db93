/// Text in files that dbt reads as templates of Jinja.
enum Jinja {
    /// Comes out of a template as it is.
    static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            switch scalar {
            // At the end too, where a mark may follow.
            case "{" where next == nil || "{%#".unicodeScalars.contains(next ?? " "):
                result += "{{ '{' }}".unicodeScalars
            // Jinja makes LF of CR, and drops a break at the end.
            case "\r": result += #"{{ '\r' }}"#.unicodeScalars
            case "\n" where next == nil: result += #"{{ '\n' }}"#.unicodeScalars
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A text within marks: `'it\'s'`.
    static func literal(_ text: String) -> String {
        "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }
}

/// A text as YAML writes it in double quotes, on one line and of printable characters alone.
func yamlText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
