import Dialects

/// What a slot takes.
package enum SlotValue: Sendable {
    case one(SQL)
    case many([SQL])
}

/// A statement or select with named gaps. Two forms and nothing else, so a template decides nothing:
///
/// * `{{ name }}` is replaced in place; the lines of a longer value keep the indentation of the slot's line.
/// * `{{* name }}` repeats its line once per value, commas between; a comma behind the slot stays behind the last.
///   Without values the line goes.
///
/// A slot without a value, an empty value, or a value without a slot is an error that names file and line.
package struct Template: Sendable {
    /// As users see it in errors: `postgres/build.sql`.
    let path: String
    private let lines: [Line]

    private enum Line: Sendable {
        case text(indent: String, parts: [Part])
        case list(indent: String, slot: String, before: String, after: String)
    }

    private enum Part: Sendable {
        case text(String)
        case slot(String)
    }

    init(_ text: String, path: String) throws(TemplateError) {
        self.path = path
        var lines: [Line] = []
        // A line break of Windows is one character of its own.
        var texts = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if texts.count > 1, texts.last?.isEmpty == true { texts.removeLast() }
        for (number, line) in texts.enumerated() {
            lines.append(try Self.parse(line, path: path, number: number + 1))
        }
        self.lines = lines
    }

    private static func parse(_ line: Substring, path: String, number: Int) throws(TemplateError) -> Line {
        let indent = String(line.prefix { $0 == " " })
        var parts: [Part] = []
        var rest = line.dropFirst(indent.count)
        while let open = rest.firstRange(of: "{{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw TemplateError(path: path, line: number, reason: "a slot is opened but not closed")
            }
            var name = rest[open.upperBound..<close.lowerBound]
            let repeats = name.first == "*"
            if repeats { name = name.dropFirst() }
            name = name.drop { $0 == " " }
            while name.last == " " { name.removeLast() }
            let slot = String(name)
            guard !slot.isEmpty, slot.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }) else {
                throw TemplateError(path: path, line: number, reason: "a slot needs a name of letters, digits and _")
            }
            let before = String(rest[..<open.lowerBound])
            let after = String(rest[close.upperBound...])
            if repeats {
                guard parts.isEmpty, !after.contains("{{") else {
                    throw TemplateError(
                        path: path, line: number, reason: "{{* \(slot) }} must be the only slot of its line")
                }
                return .list(indent: indent, slot: slot, before: before, after: after)
            }
            parts += [.text(before), .slot(slot)]
            rest = rest[close.upperBound...]
        }
        return .text(indent: indent, parts: parts + [.text(String(rest))])
    }

    /// - Parameters:
    ///   - values: each must have a slot here.
    ///   - offered: may have one: what only some databases' templates need.
    package func render(_ values: [String: SlotValue], offered: [String: SlotValue] = [:]) throws(TemplateError) -> SQL
    {
        var unused = Set(values.keys)
        var result = ""
        func value(_ slot: String, line: Int) throws(TemplateError) -> SlotValue {
            guard let value = values[slot] ?? offered[slot] else {
                throw TemplateError(path: path, line: line, reason: "nothing to put into {{ \(slot) }}")
            }
            unused.remove(slot)
            return value
        }
        for (index, line) in lines.enumerated() {
            switch line {
            case .text(let indent, let parts):
                result += indent
                for part in parts {
                    switch part {
                    case .text(let text): result += text
                    case .slot(let slot):
                        guard case .one(let sql) = try value(slot, line: index + 1), !sql.text.isEmpty else {
                            throw TemplateError(
                                path: path, line: index + 1,
                                reason: "{{ \(slot) }} needs exactly one value that is not empty")
                        }
                        result += indented(sql.text, by: indent)
                    }
                }
                result += "\n"
            case .list(let indent, let slot, let before, let after):
                guard case .many(let items) = try value(slot, line: index + 1) else {
                    throw TemplateError(path: path, line: index + 1, reason: "{{* \(slot) }} takes a list")
                }
                guard items.allSatisfy({ !$0.text.isEmpty }) else {
                    throw TemplateError(path: path, line: index + 1, reason: "{{* \(slot) }} has a value that is empty")
                }
                guard !items.isEmpty else { continue }
                result +=
                    items.map { indent + before + indented($0.text, by: indent) }.joined(separator: ",\n") + after
                    + "\n"
            }
        }
        if let slot = unused.min() {
            throw TemplateError(path: path, line: lines.count, reason: "there is no slot for \(slot)")
        }
        if !result.isEmpty { result.removeLast() }
        return SQL(trusted: result)
    }

    /// Indents all lines but the first, save for those that begin within quotes: a name may hold a line break.
    private func indented(_ text: String, by indent: String) -> String {
        guard !indent.isEmpty, text.utf8.contains(newline) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count * 5 / 4)
        var inside = Inside.code
        var previous: UInt8 = 0
        for byte in text.utf8 {
            result.append(byte)
            switch (inside, byte) {
            case (.quotes, newline): break
            case (_, newline):
                if inside == .line { inside = .code }
                result += indent.utf8
            case (.code, UInt8(ascii: "'")), (.code, UInt8(ascii: "\"")): inside = .quotes(byte)
            case (.quotes(byte), _): inside = .code
            case (.code, UInt8(ascii: "-")) where previous == byte: inside = .line
            case (.code, UInt8(ascii: "*")) where previous == UInt8(ascii: "/"):
                inside = .comment
                // A star that begins a comment does not end it, a slash that ends one does not begin another.
                previous = 0
                continue
            case (.comment, UInt8(ascii: "/")) where previous == UInt8(ascii: "*"):
                inside = .code
                previous = 0
                continue
            default: break
            }
            previous = byte
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Where a byte of SQL stands.
private enum Inside: Equatable {
    case code
    case quotes(UInt8)
    /// A comment to the end of the line.
    case line
    /// A comment between `/*` and `*/`.
    case comment
}

private let newline = UInt8(ascii: "\n")

package struct TemplateError: Error, CustomStringConvertible {
    let path: String
    let line: Int
    let reason: String

    package var description: String { "\(path):\(line): \(reason)" }
}
