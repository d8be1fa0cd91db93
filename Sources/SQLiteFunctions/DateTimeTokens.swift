/// Why Postgres refuses a date or time.
enum DateTimeError: Error {
    /// `invalid input syntax for type date: "foo"`
    case syntax
    /// `date/time field value out of range: "2021-13-01"`
    case fieldOutOfRange
    /// `time zone displacement out of range: "2021-01-01 10:00+99"`
    case zoneOutOfRange
    /// `date out of range: "6000000-01-01"`
    case valueOutOfRange
    /// `time zone "mars/base" not recognized`
    case unknownZone([UInt8])
}

/// A piece of a date or time, cut by the characters in it and before anything is known of its meaning.
struct DateTimeToken {
    enum Kind {
        /// Digits with `-`, `/` or `.` between them, perhaps a month's name; also a zone's name with punctuation.
        case date
        /// Digits with colons.
        case time
        /// Digits, perhaps with a point.
        case number
        /// Letters, perhaps after a sign.
        case word
        /// A sign and digits.
        case offset
    }
    let kind: Kind
    /// In lower case.
    let text: Bytes
}

/// Cuts `text` as Postgres does. White space separates, other punctuation is dropped.
struct DateTimeTokens {
    private let text: Bytes
    /// The tokens' text, one after the other: Postgres refuses input whose tokens do not fit its own buffer.
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var used = 0
    private var index = 0
    private var tokens: [DateTimeToken] = []

    private static let mostTokens = 25

    /// - Parameter buffer: holds what the tokens point to.
    static func read(_ text: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>) throws(DateTimeError)
        -> [DateTimeToken]
    {
        var reader = DateTimeTokens(text: text, buffer: buffer)
        reader.tokens.reserveCapacity(6)
        while reader.index < text.count { try reader.readToken() }
        return reader.tokens
    }

    private init(text: Bytes, buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.text = text
        self.buffer = buffer
    }

    private var byte: UInt8 { index < text.count ? text[index] : 0 }

    private mutating func readToken() throws(DateTimeError) {
        if byte.isSpace {
            index += 1
            return
        }
        guard tokens.count < Self.mostTokens else { throw .syntax }
        let start = used
        let kind: DateTimeToken.Kind
        if byte.isDigit {
            kind = try readNumeric()
        } else if byte == UInt8(ascii: ".") {
            try take()
            try takeWhile { $0.isDigit }
            kind = .number
        } else if byte.isLetter {
            kind = try readWord(from: start)
        } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            try take()
            while byte.isSpace { index += 1 }
            if byte.isDigit {
                try takeWhile { $0.isDigit || [UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "-")].contains($0) }
                kind = .offset
            } else {
                guard byte.isLetter else { throw .syntax }
                try takeWhile { $0.isLetter }
                kind = .word
            }
        } else {
            guard byte.isPunctuation else { throw .syntax }
            index += 1
            return
        }
        tokens.append(DateTimeToken(kind: kind, text: Bytes(rebasing: buffer[start..<used])))
        used += 1
    }

    private mutating func readNumeric() throws(DateTimeError) -> DateTimeToken.Kind {
        try takeWhile { $0.isDigit }
        let mark = byte
        switch mark {
        case UInt8(ascii: ":"):
            try takeWhile { $0.isDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
            return .time
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
            try take()
            guard byte.isDigit else {
                try takeWhile { $0.isDigit || $0.isLetter || $0 == mark }
                return .date
            }
            try takeWhile { $0.isDigit }
            // Only a second mark like the first makes three parts.
            guard byte == mark else { return mark == UInt8(ascii: ".") ? .number : .date }
            try takeWhile { $0.isDigit || $0 == mark }
            return .date
        default: return .number
        }
    }

    private mutating func readWord(from start: Int) throws(DateTimeError) -> DateTimeToken.Kind {
        try takeWhile { $0.isLetter }
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): break
        // `jan5` is a month and a day, `t10` a time, but `utc+3` the name of a zone.
        case UInt8(ascii: "+"), 0x30...0x39:
            guard DateTimeWord(Bytes(rebasing: buffer[start..<used])) == nil else { return .word }
        default: return .word
        }
        try takeWhile { $0.isDigit || $0.isLetter || "+-/_.:".utf8.contains($0) }
        return .date
    }

    private mutating func take() throws(DateTimeError) {
        guard used + 1 < buffer.count else { throw .syntax }
        buffer[used] = byte.lowercased
        used += 1
        index += 1
    }

    private mutating func takeWhile(_ belongs: (UInt8) -> Bool) throws(DateTimeError) {
        while index < text.count, belongs(text[index]) { try take() }
    }
}
