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
    private let parts: [Part]
    /// The names of the slots, each once, with the line on which it stands first.
    private let slots: [(name: String, line: Int)]
    private let lineCount: Int

    /// Slots go by their place in ``slots``.
    private enum Part: Sendable {
        case text(String)
        case slot(Int, line: Int, indent: String)
        /// Up to and with the line break.
        case list(Int, line: Int, indent: String, before: String, after: String)
    }

    init(_ text: String, path: String) throws(TemplateError) {
        self.path = path
        // A line break of Windows is one character of its own.
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        lineCount = lines.count
        var parser = Parser(path: path)
        for line in lines { try parser.parse(line) }
        (parts, slots) = (parser.parts, parser.slots)
    }

    private struct Parser {
        let path: String
        private(set) var parts: [Part] = []
        private(set) var slots: [(name: String, line: Int)] = []
        private var line = 0

        init(path: String) { self.path = path }

        mutating func parse(_ text: Substring) throws(TemplateError) {
            line += 1
            let indent = String(text.prefix { $0 == " " })
            var hasSlot = false
            var rest = text.dropFirst(indent.count)
            while let open = rest.firstRange(of: "{{") {
                guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                    throw error("a slot is opened but not closed")
                }
                var name = rest[open.upperBound..<close.lowerBound]
                let repeats = name.first == "*"
                if repeats { name = name.dropFirst() }
                name = name.drop { $0 == " " }
                while name.last == " " { name.removeLast() }
                guard !name.isEmpty, name.allSatisfy({ $0 == "_" || $0.isLetter || $0.isNumber }) else {
                    throw error("a slot needs a name of letters, digits and _")
                }
                let before = String(rest[..<open.lowerBound])
                let after = rest[close.upperBound...]
                if repeats {
                    guard !hasSlot, !after.contains("{{") else {
                        throw error("{{* \(name) }} must be the only slot of its line")
                    }
                    parts.append(
                        .list(
                            slot(String(name)), line: line, indent: indent, before: indent + before, after: after + "\n"
                        ))
                    return
                }
                add(hasSlot ? before : indent + before)
                parts.append(.slot(slot(String(name)), line: line, indent: indent))
                hasSlot = true
                rest = after
            }
            add((hasSlot ? "" : indent) + rest + "\n")
        }

        /// What has no slot between is one text.
        private mutating func add(_ text: String) {
            if case .text(let before) = parts.last {
                parts[parts.count - 1] = .text(before + text)
            } else {
                parts.append(.text(text))
            }
        }

        private mutating func slot(_ name: String) -> Int {
            if let place = slots.firstIndex(where: { $0.name == name }) { return place }
            slots.append((name, line))
            return slots.count - 1
        }

        private func error(_ reason: String) -> TemplateError { TemplateError(path: path, line: line, reason: reason) }
    }

    /// - Parameters:
    ///   - values: each must have a slot here.
    ///   - offered: may have one: what only some databases' templates need. Asked for by the name of a slot that `values`
    ///     leaves open.
    package func render(
        _ values: [String: SlotValue], offering offered: (String) -> SlotValue?
    ) throws(TemplateError) -> SQL {
        var found: [SlotValue] = []
        found.reserveCapacity(slots.count)
        var taken = 0
        for (slot, line) in slots {
            if let value = values[slot] {
                found.append(value)
                taken += 1
            } else if let value = offered(slot) {
                found.append(value)
            } else {
                throw TemplateError(path: path, line: line, reason: "nothing to put into {{ \(slot) }}")
            }
        }
        if taken < values.count,
            let slot = values.keys.filter({ key in !slots.contains { $0.name == key } }).min()
        {
            throw TemplateError(path: path, line: lineCount, reason: "there is no slot for \(slot)")
        }
        return SQL(trusted: try text(with: found))
    }

    private func text(with values: [SlotValue]) throws(TemplateError) -> String {
        var result = ""
        result.reserveCapacity(values.reduce(1024) { $0 + $1.length })
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .slot(let slot, let line, let indent):
                guard case .one(let sql) = values[slot], !sql.text.isEmpty else {
                    throw TemplateError(
                        path: path, line: line,
                        reason: "{{ \(slots[slot].name) }} needs exactly one value that is not empty")
                }
                result.append(sql.text, indentedBy: indent)
            case .list(let slot, let line, let indent, let before, let after):
                guard case .many(let items) = values[slot] else {
                    throw TemplateError(path: path, line: line, reason: "{{* \(slots[slot].name) }} takes a list")
                }
                for (index, item) in items.enumerated() {
                    if item.text.isEmpty {
                        throw TemplateError(
                            path: path, line: line, reason: "{{* \(slots[slot].name) }} has a value that is empty")
                    }
                    if index > 0 { result += ",\n" }
                    result += before
                    result.append(item.text, indentedBy: indent)
                }
                if !items.isEmpty { result += after }
            }
        }
        if !result.isEmpty { result.removeLast() }
        return result
    }

    /// - Parameters:
    ///   - values: each must have a slot here.
    ///   - offered: may have one; written where there is a slot that `values` leaves open.
    package func render(
        _ values: [String: SlotValue], offered: @autoclosure () -> [String: SlotValue] = [:]
    ) throws(TemplateError) -> SQL { try render(values) { offered()[$0] } }
}

extension SlotValue {
    /// What it takes in a text, about.
    fileprivate var length: Int {
        switch self {
        case .one(let sql): sql.text.utf8.count
        case .many(let items): items.reduce(0) { $0 + $1.text.utf8.count + 16 }
        }
    }
}

package struct TemplateError: Error, CustomStringConvertible {
    let path: String
    let line: Int
    let reason: String

    package var description: String { "\(path):\(line): \(reason)" }
}
