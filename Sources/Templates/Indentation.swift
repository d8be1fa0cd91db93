#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension String {
    /// Appends SQL with all lines but the first indented, save for those that begin within quotes: a name may hold a line
    /// break.
    mutating func append(_ sql: String, indentedBy indent: String) {
        var starts: [Int] = []
        if !indent.isEmpty {
            var sql = sql
            starts = sql.withUTF8(lineStarts)
        }
        if starts.isEmpty {
            self += sql
            return
        }
        var rest = sql[...]
        var offset = 0
        for start in starts {
            let end = rest.utf8.index(rest.startIndex, offsetBy: start - offset)
            self += rest[..<end]
            self += indent
            rest = rest[end...]
            offset = start
        }
        self += rest
    }
}

/// Where the lines behind the first begin, without those that begin within quotes.
private func lineStarts(of sql: UnsafeBufferPointer<UInt8>) -> [Int] {
    // Most values are one line.
    guard sql.offset(of: newline, from: 0) != nil else { return [] }
    var starts: [Int] = []
    var offset = 0
    while offset < sql.count {
        let byte = sql[offset]
        offset += 1
        switch byte {
        case newline: starts.append(offset)
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends and begins again.
            offset = sql.offset(of: byte, from: offset).map { $0 + 1 } ?? sql.count
        case UInt8(ascii: "-") where sql.has(byte, at: offset):
            offset = sql.offset(of: newline, from: offset) ?? sql.count
        case UInt8(ascii: "/") where sql.has(UInt8(ascii: "*"), at: offset):
            let end = sql.endOfComment(from: offset + 1)
            while let lineBreak = sql.offset(of: newline, from: offset), lineBreak < end {
                starts.append(lineBreak + 1)
                offset = lineBreak + 1
            }
            offset = end
        default: break
        }
    }
    return starts
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the byte stands next.
    fileprivate func offset(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Behind the next `*/`.
    fileprivate func endOfComment(from start: Int) -> Int {
        var start = start
        while let star = offset(of: UInt8(ascii: "*"), from: start) {
            start = star + 1
            if has(UInt8(ascii: "/"), at: start) { return start + 1 }
        }
        return count
    }

    fileprivate func has(_ byte: UInt8, at offset: Int) -> Bool { offset < count && self[offset] == byte }
}

private let newline = UInt8(ascii: "\n")
