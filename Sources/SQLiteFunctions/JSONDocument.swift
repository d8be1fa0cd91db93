#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A scanned document that knows where its members or elements stand, so that many of them can be asked for without
/// reading the document again. The storage is reused from one document to the next.
///
/// Every column of every row passes here, which is why memory is held by pointers and exclusive access is not checked
/// at run time: a document belongs to one connection, and none of its calls lets another one in before it is done.
final class JSONDocument {
    private struct Member {
        /// Where the key stands, without escapes, in the storage.
        var name: Range<Int>
        var value: Range<Int>
    }

    private enum Shape { case object, array, scalar }

    /// The text, and after it the keys that had escapes.
    @exclusivity(unchecked) private var storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)
    /// Nil where no document is loaded.
    @exclusivity(unchecked) private var textCount: Int?
    @exclusivity(unchecked) private var shape = Shape.scalar
    /// Elements of an array have no name.
    @exclusivity(unchecked) private var members: [Member] = []
    /// Open addressing: index of a member, or -1. Empty for small objects, which are searched one by one.
    @exclusivity(unchecked) private var index: [Int32] = []

    deinit { storage.deallocate() }

    var isObject: Bool { shape == .object }

    func holds(_ other: Bytes) -> Bool {
        guard textCount == other.count, let start = other.baseAddress else { return false }
        return memcmp(storage.baseAddress!, start, other.count) == 0
    }

    /// Scans a document: all of it, so that a bad one is refused whatever is asked of it. Only an escape that stands for
    /// no character is a matter of the value that it is in.
    func load(_ source: Bytes) throws(ValueError) {
        let wasObject = textCount != nil && shape == .object
        textCount = nil
        var hasOldKeys = false
        var names: [UInt8] = []
        var scanner = JSONScanner(source, isStrict: false)
        scanner.skipSpace()
        switch scanner.byte {
        case UInt8(ascii: "{"):
            shape = .object
            try scanner.skip("{")
            scanner.skipSpace()
            if scanner.skipIfPresent("}") {
                members.removeAll(keepingCapacity: true)
            } else {
                hasOldKeys = try loadMembers(source, &scanner, &names, comparing: wasObject)
            }
        case UInt8(ascii: "["):
            shape = .array
            members.removeAll(keepingCapacity: true)
            try scanner.skip("[")
            scanner.skipSpace()
            if !scanner.skipIfPresent("]") { try loadElements(&scanner) }
        default:
            shape = .scalar
            try scanner.skipValue()
        }
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw .invalidJSON }
        store(source, names)
        if !hasOldKeys { buildIndex() }
    }

    private func store(_ source: Bytes, _ names: [UInt8]) {
        let size = source.count + names.count
        // Room to spare for the documents to come, but one great document does not hold its memory for ever.
        if storage.count < size || (storage.count > 1 << 20 && storage.count / 4 > size) {
            storage.deallocate()
            storage = .allocate(capacity: max(1024, size + size / 2))
        }
        _ = storage.update(fromContentsOf: source)
        _ = storage[source.count...].update(fromContentsOf: names)
        textCount = source.count
    }

    /// - Parameters:
    ///   - names: gets the keys that have escapes, which will stand behind the text.
    ///   - comparing: whether the document before was an object, too.
    /// - Returns: whether the keys are those of the document before, one after the other, so that its index holds: records
    ///   of one stream mostly look alike.
    private func loadMembers(
        _ source: Bytes, _ scanner: inout JSONScanner, _ names: inout [UInt8], comparing: Bool
    ) throws(ValueError) -> Bool {
        var position = 0
        var hasOldKeys = comparing
        repeat {
            let (range, escaped) = try scanner.skipKey()
            var name = range
            if escaped {
                let start = source.count + names.count
                try JSONString.unescape(source.part(range), to: &names)
                name = start..<source.count + names.count
            }
            let member = Member(name: name, value: try scanner.skipValue())
            if position < members.count {
                hasOldKeys = hasOldKeys && !escaped && isName(of: position, source.part(range))
                members[position] = member
            } else {
                hasOldKeys = false
                members.append(member)
            }
            position += 1
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
        try scanner.skip("}")
        if position < members.count {
            hasOldKeys = false
            members.removeSubrange(position...)
        }
        return hasOldKeys
    }

    private func loadElements(_ scanner: inout JSONScanner) throws(ValueError) {
        repeat {
            members.append(Member(name: 0..<0, value: try scanner.skipValue()))
            scanner.skipSpace()
        } while scanner.skipIfPresent(",")
        try scanner.skip("]")
    }

    /// Holds no document any more.
    func clear() { textCount = nil }

    /// Of an array; 0 where there is none.
    var elementCount: Int { textCount != nil && shape == .array ? members.count : 0 }

    /// The text of the element at this place, valid as ``value(_:)`` is.
    func element(_ position: Int) -> Bytes { bytes(members[position].value) }

    /// The text of the member with this key, or of the element with this number; valid until the next document is
    /// loaded.
    func value(_ key: Bytes) -> Bytes? {
        guard let position = find(key) else { return nil }
        return bytes(members[position].value)
    }

    private func bytes(_ range: Range<Int>) -> Bytes {
        Bytes(start: storage.baseAddress! + range.lowerBound, count: range.count)
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
        index.removeAll(keepingCapacity: true)
        guard shape == .object, members.count > 8 else { return }
        var size = 32
        while size < members.count * 2 { size *= 2 }
        index.append(contentsOf: repeatElement(-1, count: size))
        for position in members.indices {
            index[slot(of: bytes(members[position].name))] = Int32(truncatingIfNeeded: position)
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
        let name = members[position].name
        guard name.count == key.count, let start = key.baseAddress else { return name.count == key.count }
        return memcmp(storage.baseAddress! + name.lowerBound, start, key.count) == 0
    }
}

/// The documents read last. Every column of a row asks for its own member of one document; a few documents at once are
/// in use where a statement joins a table with its unfolded arrays.
final class DocumentCache {
    /// The one used last first.
    @exclusivity(unchecked) private var documents = (0..<4).map { _ in JSONDocument() }

    func document(_ text: Bytes) throws(ValueError) -> JSONDocument {
        // Nearly every call asks for the document of the call before it.
        let latest = documents[0]
        if latest.holds(text) { return latest }
        for place in 1..<documents.count where documents[place].holds(text) {
            documents.insert(documents.remove(at: place), at: 0)
            return documents[0]
        }
        documents.insert(documents.removeLast(), at: 0)
        try documents[0].load(text)
        return documents[0]
    }
}
