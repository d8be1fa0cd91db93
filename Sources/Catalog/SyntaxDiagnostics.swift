/// What is said of a file that can not be read or is not JSON.
extension Diagnostic {
    package static func fileNotFound(_ file: String) -> Diagnostic {
        Diagnostic(.error, .fileNotFound, "there is no such file", file: file)
    }

    package static func fileIsDirectory(_ file: String) -> Diagnostic {
        Diagnostic(
            .error, .fileIsDirectory, "this is a directory, not a catalog", hint: "give the path of a JSON file in it",
            file: file)
    }

    /// - Parameter reason: the system's, such as `Permission denied`.
    package static func fileUnreadable(_ file: String, reason: String) -> Diagnostic {
        Diagnostic(.error, .fileUnreadable, "the file can not be read: \(reason)", file: file)
    }

    static func syntax(_ error: JSONSyntaxError, in source: CatalogSource) -> Diagnostic {
        let (code, message, hint): (Code, String, String?) =
            switch error.problem {
            case .empty:
                (.jsonEmpty, "the file is empty", configuredCatalogHint)
            case .unexpectedEnd(let expected):
                (.jsonUnexpectedEnd, "the file ends where \(expected) should be", "is the file complete?")
            case .unexpected(let found, let expected):
                (.jsonUnexpectedCharacter, "this is not JSON: found \(found) where \(expected) should be", nil)
            case .trailingComma:
                (.jsonTrailingComma, "JSON has no comma after the last value", "remove the comma before")
            case .comment:
                (.jsonComment, "JSON has no comments", "remove it")
            case .notFinite:
                (.jsonNotFinite, "JSON has no NaN and no Infinity", "write null or a number")
            case .singleQuotes:
                (.jsonSingleQuotes, "JSON has no single quotes", "write keys and text in double quotes")
            case .unquotedKey:
                (.jsonUnquotedKey, "a key is not in quotes", "write keys in double quotes")
            case .malformedNumber(let reason):
                (.jsonMalformedNumber, "this is not a number of JSON: \(reason)", nil)
            case .controlCharacter(let byte):
                (
                    .jsonControlCharacter, "a string holds the control character U+\(hexadecimal(byte)) as such",
                    "escape it: \\n for a line break, \\t for a tab, otherwise \\u\(hexadecimal(byte))"
                )
            case .malformedEscape("u"):
                (.jsonMalformedEscape, "\\u is not followed by four hexadecimal digits", nil)
            case .malformedEscape(let letter):
                (.jsonMalformedEscape, "\\\(letter) is not an escape of JSON", "write a backslash as \\\\")
            case .invalidUTF8:
                (.jsonInvalidUTF8, "these bytes are not UTF-8", "save the file as UTF-8")
            case .utf16:
                (.jsonUTF16, "this looks like UTF-16", "save the file as UTF-8")
            case .textAfterEnd:
                (.jsonTextAfterEnd, "there is text after the end of the JSON value", "one file holds one catalog")
            case .tooDeep(let limit):
                (.jsonTooDeep, "more than \(limit) objects and lists are within each other", nil)
            }
        return Diagnostic(.error, code, message, hint: hint, at: Place(offset: error.offset), in: source)
    }

    static func syntax(_ warning: JSONWarning, in source: CatalogSource) -> Diagnostic {
        let place = Place(offset: warning.offset)
        return switch warning.problem {
        case .duplicateKey(let key):
            Diagnostic(
                .warning, .jsonDuplicateKey, "the key \(Shown.quoted(key)) was there before; the last one counts",
                at: place, in: source)
        case .loneSurrogate:
            Diagnostic(
                .warning, .jsonLoneSurrogate, "half of a surrogate pair; read as U+FFFD",
                hint: "write characters beyond U+FFFF as two \\u escapes or as they are", at: place, in: source)
        }
    }

    /// - Parameter last: the place of the last warning that is shown.
    static func moreSyntaxWarnings(_ count: Int, after last: Place, in source: CatalogSource) -> Diagnostic {
        Diagnostic(
            .note, .jsonMoreWarnings, "\(count) more warnings about the JSON from here on are not shown", at: last,
            in: source)
    }

    /// What the file should hold, for whoever gave another.
    static let configuredCatalogHint = """
        a configured catalog looks like {"streams": [{"stream": {"name": "users", "json_schema": {"properties": \
        {"id": {"type": "integer"}}}}, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}]}
        """

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
