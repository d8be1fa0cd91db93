/// Reads RFC 8259 JSON from UTF-8 bytes, strictly, in one pass.
///
/// Kept: the order of members, the spelling of numbers, the byte at which each value and key begins. A byte order
/// mark is skipped. Nothing beyond the RFC is accepted: no trailing commas, comments, NaN or raw control characters.
struct JSONReader {
    /// Containers within each other; recursion stays shallow enough for any thread's stack.
    static let depthLimit = 1_000
    /// Warnings kept in full; beyond these they are only counted.
    static let warningLimit = 20

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    /// What the readers of open containers have read so far: each takes its own off the end when it closes, so that
    /// every container is allocated once and at its size.
    private var openElements: [JSON] = []
    private var openMembers: [JSON.Member] = []
    private var depth = 0
    private(set) var warnings: [JSONWarning] = []
    private(set) var warningCount = 0
    /// For objects that had a key twice, by where they begin: the positions of their members in the text's order.
    private(set) var reordered: [Int: [Int]] = [:]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func readDocument() throws(JSONSyntaxError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw error(.utf16) }
        skipSpace()
        if position == bytes.count { throw error(.empty) }
        let document = try readValue()
        skipSpace()
        if position < bytes.count {
            throw error(bytes[position] == UInt8(ascii: "/") ? .comment : .textAfterEnd)
        }
        return document
    }

    private mutating func readValue() throws(JSONSyntaxError) -> JSON {
        let start = position
        guard start < bytes.count else { throw error(.unexpectedEnd(expected: "a value")) }
        let value: JSON.Value
        switch bytes[start] {
        case UInt8(ascii: "\""): value = .string(try readString())
        case UInt8(ascii: "{"): value = .object(try readObject())
        case UInt8(ascii: "["): value = .array(try readArray())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): value = .number(try readNumber())
        case UInt8(ascii: "t") where skip("true"): value = .bool(true)
        case UInt8(ascii: "f") where skip("false"): value = .bool(false)
        case UInt8(ascii: "n") where skip("null"): value = .null
        default: throw unexpected(expected: "a value")
        }
        return JSON(value: value, offset: start)
    }

    private mutating func readArray() throws(JSONSyntaxError) -> [JSON] {
        try open()
        let first = openElements.count
        if close(UInt8(ascii: "]")) { return [] }
        repeat {
            skipSpace()
            if current == UInt8(ascii: "]") { throw error(.trailingComma) }
            openElements.append(try readValue())
        } while try another(before: UInt8(ascii: "]"), expected: "a comma or ]")
        let elements = Array(openElements[first...])
        openElements.removeLast(elements.count)
        return elements
    }

    private mutating func readObject() throws(JSONSyntaxError) -> [JSON.Member] {
        let start = position
        try open()
        let first = openMembers.count
        if close(UInt8(ascii: "}")) { return [] }
        repeat {
            skipSpace()
            let keyOffset = position
            guard current == UInt8(ascii: "\"") else { throw noKey() }
            let key = try readString()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw unexpected(expected: "a colon") }
            position += 1
            skipSpace()
            openMembers.append(JSON.Member(key: key, keyOffset: keyOffset, value: try readValue()))
        } while try another(before: UInt8(ascii: "}"), expected: "a comma or }")
        var members = Array(openMembers[first...])
        openMembers.removeLast(members.count)
        if hasDuplicates(members) {
            members = mergingDuplicates(members)
            reordered[start] = members.indices.sorted { members[$0].keyOffset < members[$1].keyOffset }
        }
        return members
    }

    private mutating func open() throws(JSONSyntaxError) {
        if depth == Self.depthLimit { throw error(.tooDeep(limit: Self.depthLimit)) }
        depth += 1
        position += 1
    }

    /// Whether an empty container ends here.
    private mutating func close(_ bracket: UInt8) -> Bool {
        skipSpace()
        guard current == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    /// Whether a comma follows rather than the end of the container.
    private mutating func another(before bracket: UInt8, expected: String) throws(JSONSyntaxError) -> Bool {
        if close(bracket) { return false }
        guard current == UInt8(ascii: ",") else { throw unexpected(expected: expected) }
        position += 1
        return true
    }

    // A few members are compared with each other, many are hashed: either way no object costs quadratic time.
    private func hasDuplicates(_ members: [JSON.Member]) -> Bool {
        if members.count > 8 {
            var seen: Set<ExactString> = []
            seen.reserveCapacity(members.count)
            return !members.allSatisfy { seen.insert(ExactString($0.key)).inserted }
        }
        for later in members.indices.dropFirst() {
            for earlier in 0..<later where ExactString(members[earlier].key) == ExactString(members[later].key) {
                return true
            }
        }
        return false
    }

    private mutating func mergingDuplicates(_ members: [JSON.Member]) -> [JSON.Member] {
        var merged: [JSON.Member] = []
        var positions: [ExactString: Int] = [:]
        for member in members {
            if let earlier = positions[ExactString(member.key)] {
                merged[earlier] = member
                warn(.duplicateKey(member.key), at: member.keyOffset)
            } else {
                positions[ExactString(member.key)] = merged.count
                merged.append(member)
            }
        }
        return merged
    }

    mutating func warn(_ problem: JSONWarning.Problem, at offset: Int) {
        warningCount += 1
        if warnings.count < Self.warningLimit { warnings.append(JSONWarning(problem: problem, offset: offset)) }
    }
}
