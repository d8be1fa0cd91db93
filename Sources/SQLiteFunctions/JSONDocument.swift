#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A scanned document that knows where its members or elements stand, so that many of them can be asked for without
/// reading the document again. The storage is reused from one document to the next.
final class JSONDocument {
    private struct Member {
        /// Where the key stands, without escapes, in the text or in `names`.
        var name: Range<Int>
        var isNameCopied: Bool
        var value: Range<Int>
    }

    private enum Shape { case object, array, scalar }

    private var text: [UInt8] = []
    private var shape = Shape.scalar
    /// Elements of an array have no name.
    private var members: [Member] = []
    private var names: [UInt8] = []
    /// Open addressing: index of a member, or -1. Empty for small objects, which are searched one by one.
    private var index: [Int32] = []
    private var isLoaded = false

    /// The number of elements of an array; 0 for everything else.
    var elementCount: Int { shape == .array ? members.count : 0 }

    func holds(_ other: Bytes) -> Bool {
        guard isLoaded, text.count == other.count else { return false }
        guard let start = other.baseAddress else { return true }
        return text.withUnsafeBytes { memcmp($0.baseAddress!, start, other.count) == 0 }
    }

    /// Scans a document: all of it, so that a bad one is refused whatever is asked of it.
    func load(_ source: Bytes) throws(ValueError) {
        isLoaded = false
        members.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        index.removeAll(keepingCapacity: true)
        var scanner = JSONScanner(source)
        scanner.skipSpace()
        switch scanner.byte {
        case UInt8(ascii: "{"):
            shape = .object
            try scanner.skip("{")
            scanner.skipSpace()
            if !scanner.skipIfPresent("}") { try loadMembers(source, &scanner) }
        case UInt8(ascii: "["):
            shape = .array
            try scanner.skip("[")
            scanner.skipSpace()
            if !scanner.skipIfPresent("]") { try loadElements(&scanner) }
        default:
            shape = .scalar
            try scanner.skipValue()
        }
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw .invalidJSON }
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: source)
        if shape == .object, members.count > 8 { buildIndex() }
        isLoaded = true
    }

    private func loadMembers(_ source: Bytes, _ scanner: inout JSONScanner) throws(ValueError) {
        repeat {
            let (range, escaped) = try scanner.skipKey()
            var name = range
            if escaped {
                let start = names.count
                try JSONString.unescape(source.part(range), to: &names)
                name = start..<names.count
            }
            let value = try scanner.skipValue()
            members.append(Member(name: name, isNameCopied: escaped, value: value))
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
        try scanner.skip("}")
    }

    private func loadElements(_ scanner: inout JSONScanner) throws(ValueError) {
        repeat {
            let value = try scanner.skipValue()
            members.append(Member(name: 0..<0, isNameCopied: false, value: value))
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
        try scanner.skip("]")
    }

    /// Gives `body` the text of the member with this key, or of the element with this number, or nil.
    func withValue<Result>(_ key: Bytes, _ body: (Bytes?) throws(ValueError) -> Result) throws(ValueError) -> Result {
        guard let position = find(key) else { return try body(nil) }
        let range = members[position].value
        return try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text.part(range)) }
    }

    private func find(_ key: Bytes) -> Int? {
        switch shape {
        case .scalar: return nil
        case .array:
            guard let number = elementNumber(key) else { return nil }
            let position = number < 0 ? members.count + number : number
            return members.indices.contains(position) ? position : nil
        case .object:
            guard index.isEmpty else {
                let found = index[slot(of: key)]
                return found < 0 ? nil : Int(found)
            }
            // The last of equal keys counts.
            return members.indices.last { isName(of: $0, key) }
        }
    }

    /// As C's `strtol` reads an `int`: white space before it and a sign are fine, anything after it is not.
    private func elementNumber(_ key: Bytes) -> Int? {
        var index = 0
        while index < key.count, key[index].isSpace { index += 1 }
        var negative = false
        if index < key.count, key[index] == UInt8(ascii: "-") || key[index] == UInt8(ascii: "+") {
            negative = key[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < key.count else { return nil }
        var number = 0
        while index < key.count {
            guard key[index].isDigit else { return nil }
            number = number * 10 + key[index].digit
            guard number <= Int(Int32.max) else { return nil }
            index += 1
        }
        return negative ? -number : number
    }

    private func buildIndex() {
        var size = 32
        while size < members.count * 2 { size *= 2 }
        index.append(contentsOf: repeatElement(-1, count: size))
        for position in members.indices {
            let slot = withName(of: position) { self.slot(of: $0) }
            index[slot] = Int32(truncatingIfNeeded: position)
        }
    }

    /// Where the index has the key, or would have it.
    private func slot(of key: Bytes) -> Int {
        let mask = index.count - 1
        var slot = Int(truncatingIfNeeded: hash(key)) & mask
        while index[slot] >= 0, !isName(of: Int(index[slot]), key) { slot = (slot + 1) & mask }
        return slot
    }

    private func hash(_ key: Bytes) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: key.count) &* 0x9E37_79B9_7F4A_7C15
        var position = 0
        while position + 8 <= key.count {
            let word = UnsafeRawPointer(key.baseAddress! + position).loadUnaligned(as: UInt64.self)
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
            position += 8
        }
        while position < key.count {
            hash = (hash ^ UInt64(key[position])) &* 0x0000_0100_0000_01B3
            position += 1
        }
        return hash ^ hash >> 32
    }

    private func isName(of position: Int, _ key: Bytes) -> Bool {
        guard members[position].name.count == key.count else { return false }
        guard let start = key.baseAddress else { return true }
        return withName(of: position) { memcmp($0.baseAddress!, start, key.count) == 0 }
    }

    private func withName<Result>(of position: Int, _ body: (Bytes) -> Result) -> Result {
        let member = members[position]
        return (member.isNameCopied ? names : text).withUnsafeBufferPointer { body($0.part(member.name)) }
    }
}

/// The documents read last. Every column of a row asks for its own member of one document; a few documents at once are in
/// use where a statement joins a table with its unfolded arrays.
struct DocumentCache {
    private var documents = (0..<4).map { _ in JSONDocument() }
    /// Indices into `documents`, the one used last first.
    private var order = [0, 1, 2, 3]

    mutating func document(_ text: Bytes) throws(ValueError) -> JSONDocument {
        for (place, index) in order.enumerated() where documents[index].holds(text) {
            if place > 0 {
                order.remove(at: place)
                order.insert(index, at: 0)
            }
            return documents[index]
        }
        let oldest = order.removeLast()
        order.insert(oldest, at: 0)
        try documents[oldest].load(text)
        return documents[oldest]
    }
}
