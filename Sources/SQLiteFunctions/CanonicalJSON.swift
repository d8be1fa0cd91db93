/// JSON text as Postgres prints `jsonb`: keys by length and then bytes, the last of equal keys, `": "` and `", "` as
/// separators, numbers as `numeric`.
///
///     {"b":1e3,"a":[1, 2.50,{"z":null}],"a":-0}   →   {"a": 0, "b": 1000}
///
/// Its memory serves one value after the other.
final class CanonicalJSON {
    /// A value with its key, in the order of the text; the values inside a container follow it.
    private struct Node {
        enum Kind { case object, array, string, number, word }
        var kind: Kind
        var place: Range<Int>
        /// Index of the first node after this one and everything inside it.
        var next: Int
        /// Where the key stands, without escapes, in the text or in `names`.
        var name: Range<Int>
        var isNameCopied: Bool
    }

    /// SQLite's own limit.
    private static let greatestSize = 1_000_000_000

    @exclusivity(unchecked) private var text = Bytes(start: nil, count: 0)
    @exclusivity(unchecked) private var nodes: [Node] = []
    /// Keys that had escapes, one after the other.
    @exclusivity(unchecked) private var names: [UInt8] = []
    /// Indices of nodes: the children of the containers that are being written, each in their order.
    @exclusivity(unchecked) private var order: [Int] = []

    /// Writes the one JSON value that `text` holds.
    func write(_ text: Bytes, to output: inout [UInt8]) throws(ValueError) {
        self.text = text
        nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 14)
        names.removeAll(keepingCapacity: names.capacity < 1 << 20)
        order.removeAll(keepingCapacity: order.capacity < 1 << 16)
        try read()
        try write(to: &output)
    }

    /// Writes a value that a scanner has passed over; quicker than ``write(_:to:)`` for scalars.
    func writeScanned(_ value: Bytes, to output: inout [UInt8]) throws(ValueError) {
        switch value.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try write(value, to: &output)
        default: try Self.writeScannedScalar(value, to: &output)
        }
    }

    static func writeScannedScalar(_ value: Bytes, to output: inout [UInt8]) throws(ValueError) {
        switch value.first {
        case UInt8(ascii: "\""): try writeString(value, to: &output)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): output.append(contentsOf: value)
        default: try writeNumber(value, to: &output)
        }
    }

    private func read() throws(ValueError) {
        var scanner = JSONScanner(text)
        var open: [Int] = []
        var key: (range: Range<Int>, escaped: Bool) = (0..<0, false)
        values: while true {
            scanner.skipSpace()
            let start = scanner.position
            let index = nodes.count
            try append(kind(of: scanner.byte), key: key)
            switch nodes[index].kind {
            case .object:
                try scanner.skip("{")
                scanner.skipSpace()
                if !scanner.skipIfPresent("}") {
                    open.append(index)
                    key = try scanner.skipKey()
                    continue values
                }
            case .array:
                try scanner.skip("[")
                scanner.skipSpace()
                if !scanner.skipIfPresent("]") {
                    open.append(index)
                    continue values
                }
            case .string, .number, .word: try scanner.skipScalar()
            }
            nodes[index].place = start..<scanner.position

            while let container = open.last {
                let inObject = nodes[container].kind == .object
                scanner.skipSpace()
                if scanner.skipIfPresent(",") {
                    if inObject { key = try scanner.skipKey() }
                    continue values
                }
                try scanner.skip(inObject ? "}" : "]")
                nodes[container].next = nodes.count
                open.removeLast()
            }
            break
        }
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw .invalidJSON }
    }

    private func kind(of byte: UInt8) -> Node.Kind {
        switch byte {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): .word
        default: .number
        }
    }

    private func append(_ kind: Node.Kind, key: (range: Range<Int>, escaped: Bool)) throws(ValueError) {
        var name = key.range
        if key.escaped {
            let start = names.count
            try JSONString.unescape(text.part(key.range), to: &names)
            name = start..<names.count
        }
        nodes.append(Node(kind: kind, place: 0..<0, next: nodes.count + 1, name: name, isNameCopied: key.escaped))
    }

    private func write(to output: inout [UInt8]) throws(ValueError) {
        /// What is left to write of a container: indices into `order`.
        struct Rest {
            let container: Int
            let first: Int
            var next: Int
        }
        var open: [Rest] = []
        var node = 0
        values: while true {
            let kind = nodes[node].kind
            switch kind {
            case .object, .array:
                output.append(kind == .object ? "{" : "[")
                open.append(Rest(container: node, first: order.count, next: order.count))
                appendChildren(of: node)
            case .string, .number, .word:
                try Self.writeScannedScalar(text.part(nodes[node].place), to: &output)
                // `1e131071` takes 131,072 bytes: a small document may be more than SQLite can hold.
                guard output.count <= Self.greatestSize else { throw ValueError("string or blob too big") }
            }
            while let rest = open.last {
                let inObject = nodes[rest.container].kind == .object
                guard rest.next < order.count else {
                    output.append(inObject ? "}" : "]")
                    order.removeSubrange(rest.first...)
                    open.removeLast()
                    continue
                }
                if rest.next > rest.first { output.append(", ") }
                node = order[rest.next]
                open[open.count - 1].next += 1
                if inObject {
                    writeName(of: nodes[node], to: &output)
                }
                continue values
            }
            return
        }
    }

    private func appendChildren(of container: Int) {
        let first = order.count
        var child = container + 1
        while child < nodes[container].next {
            order.append(child)
            child = nodes[child].next
        }
        guard nodes[container].kind == .object else { return }
        var kept = first
        order.withUnsafeMutableBufferPointer { order in
            if (first..<order.count).dropFirst().allSatisfy({ compare(order[$0 - 1], order[$0]) < 0 }) {
                kept = order.count
                return
            }
            order[first...].sort {
                let names = compare($0, $1)
                return names < 0 || (names == 0 && $0 < $1)
            }
            for index in first..<order.count {
                if kept > first, compare(order[kept - 1], order[index]) == 0 { kept -= 1 }
                order[kept] = order[index]
                kept += 1
            }
        }
        order.removeSubrange(kept...)
    }

    /// Below zero where the first key stands before the second: shorter keys do.
    private func compare(_ left: Int, _ right: Int) -> Int {
        let left = nodes[left]
        let right = nodes[right]
        guard left.name.count == right.name.count else { return left.name.count - right.name.count }
        return withName(left) { left in
            withName(right) { right in
                for index in 0..<left.count where left[index] != right[index] {
                    return Int(left[index]) - Int(right[index])
                }
                return 0
            }
        }
    }

    private func withName<Result>(_ node: Node, _ body: (Bytes) -> Result) -> Result {
        guard node.isNameCopied else { return body(text.part(node.name)) }
        return names.withUnsafeBufferPointer { body($0.part(node.name)) }
    }

    private func writeName(of node: Node, to output: inout [UInt8]) {
        if node.isNameCopied {
            withName(node) { JSONString.write($0, to: &output) }
        } else {
            output.append(contentsOf: text.part(node.name.lowerBound - 1..<node.name.upperBound + 1))
        }
        output.append(": ")
    }

    private static func writeString(_ value: Bytes, to output: inout [UInt8]) throws(ValueError) {
        // Without escapes a string is canonical as it stands.
        guard value.hasBackslash else { return output.append(contentsOf: value) }
        var plain: [UInt8] = []
        try JSONString.unescape(value.part(1..<value.count - 1), to: &plain)
        plain.withUnsafeBufferPointer { JSONString.write($0, to: &output) }
    }

    private static func writeNumber(_ value: Bytes, to output: inout [UInt8]) throws(ValueError) {
        if NumericText.isCanonical(value) { return output.append(contentsOf: value) }
        guard let number = try NumericText(number: value) else { throw .invalidJSON }
        number.write(to: &output)
    }
}
