import CCrypto
import CSQLite

/// One call of an SQL function: its arguments and the place for its result.
struct FunctionCall {
    private let context: OpaquePointer
    private let arguments: UnsafeMutablePointer<OpaquePointer?>?
    let count: Int
    private let draft: Draft

    /// The text of a result until SQLite has copied it. Calls that follow each other use its memory again.
    final class Draft {
        @exclusivity(unchecked) fileprivate var text: [UInt8] = []
    }

    init(
        _ context: OpaquePointer, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?, draft: Draft
    ) {
        self.context = context
        self.arguments = arguments
        self.count = Int(count)
        self.draft = draft
    }

    private func type(_ index: Int) -> Int32 { sqlite3_value_type(arguments![index]) }

    func isNull(_ index: Int) -> Bool { type(index) == SQLITE_NULL }

    var hasNull: Bool { (0..<count).contains { isNull($0) } }

    func integer(_ index: Int) -> Int64 { sqlite3_value_int64(arguments![index]) }

    func real(_ index: Int) -> Double { sqlite3_value_double(arguments![index]) }

    /// The argument as text: integers in decimal, reals as Postgres writes them, NULL as empty text.
    func withText<Result>(_ index: Int, _ body: (Bytes) throws(ValueError) -> Result) throws(ValueError) -> Result {
        guard type(index) != SQLITE_FLOAT else {
            var text: [UInt8] = []
            FloatText.write(real(index), to: &text)
            return try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text) }
        }
        return try body(text(index))
    }

    private func text(_ index: Int) -> Bytes {
        let start = sqlite3_value_text(arguments![index])
        return Bytes(start: start, count: Int(sqlite3_value_bytes(arguments![index])))
    }

    /// Writes all arguments as text, with `-` between them.
    func writeKey(to output: inout [UInt8]) {
        for index in 0..<count {
            if index > 0 { output.append("-") }
            switch type(index) {
            case SQLITE_NULL: break
            case SQLITE_FLOAT: FloatText.write(real(index), to: &output)
            default: output.append(contentsOf: text(index))
            }
        }
    }

    func set(_ text: Bytes) {
        guard let start = text.baseAddress else {
            sqlite3_result_text(context, "", 0, csqlite_transient())
            return
        }
        start.withMemoryRebound(to: CChar.self, capacity: text.count) {
            sqlite3_result_text64(context, $0, sqlite3_uint64(text.count), csqlite_transient(), UInt8(SQLITE_UTF8))
        }
    }

    func set(_ text: [UInt8]) { text.withUnsafeBufferPointer { set($0) } }

    /// For texts that live as long as the program.
    func set(_ text: StaticString) {
        text.utf8Start.withMemoryRebound(to: CChar.self, capacity: text.utf8CodeUnitCount) {
            sqlite3_result_text(context, $0, Int32(text.utf8CodeUnitCount), nil)
        }
    }

    func set(_ integer: Int64) { sqlite3_result_int64(context, integer) }

    /// The result is what `parse` finds; it writes a text to the array that it is given.
    func setParsed(_ parse: (inout [UInt8]) throws(ValueError) -> ParsedValue) throws(ValueError) {
        draft.text.removeAll(keepingCapacity: true)
        switch try parse(&draft.text) {
        case .integer(let integer): set(integer)
        case .real(let real): sqlite3_result_double(context, real)
        case .text: set(draft.text)
        }
        forgetGreatDraft()
    }

    /// One great text does not hold its memory for ever.
    private func forgetGreatDraft() {
        if draft.text.capacity > 1 << 20 { draft.text = [] }
    }

    /// The result is the hash of the arguments' key.
    func setHash() {
        draft.text.removeAll(keepingCapacity: true)
        writeKey(to: &draft.text)
        draft.text.withUnsafeBufferPointer { key in MD5.withHex(key) { set($0) } }
        forgetGreatDraft()
    }

    func setText(_ write: (inout [UInt8]) throws(ValueError) -> Void) throws(ValueError) {
        try setParsed { output throws(ValueError) in
            try write(&output)
            return .text
        }
    }

    func fail(_ error: ValueError) {
        var message = error.message
        message.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) {
                sqlite3_result_error(context, $0.baseAddress, Int32(clamping: $0.count))
            }
        }
    }
}

enum MD5 {
    /// Calls `body` with 32 lower-case hexadecimal digits.
    static func withHex(_ text: Bytes, _ body: (Bytes) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
            let digest = buffer[32...]
            ccrypto_md5(text.baseAddress, text.count, buffer.baseAddress! + 32)
            for (index, byte) in digest.enumerated() {
                buffer[index * 2] = digit(byte >> 4)
                buffer[index * 2 + 1] = digit(byte & 0xF)
            }
            body(Bytes(rebasing: buffer[..<32]))
        }
    }

    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
