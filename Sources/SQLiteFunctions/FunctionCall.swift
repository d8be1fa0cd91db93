import CCrypto
import CSQLite

/// One call of an SQL function: its arguments and the place for its result.
struct FunctionCall {
    private let context: OpaquePointer
    private let arguments: UnsafeMutablePointer<OpaquePointer?>?
    let count: Int

    init(_ context: OpaquePointer, _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
        self.context = context
        self.arguments = arguments
        self.count = Int(count)
    }

    private func type(_ index: Int) -> Int32 { sqlite3_value_type(arguments![index]) }

    func isNull(_ index: Int) -> Bool { type(index) == SQLITE_NULL }

    var hasNull: Bool { (0..<count).contains { isNull($0) } }

    func integer(_ index: Int) -> Int64 { sqlite3_value_int64(arguments![index]) }

    func real(_ index: Int) -> Double { sqlite3_value_double(arguments![index]) }

    /// The argument as text: integers in decimal, reals as Postgres writes them, NULL as empty text.
    func withText<Result>(_ index: Int, _ body: (Bytes) throws(ValueError) -> Result) throws(ValueError) -> Result {
        guard type(index) != SQLITE_FLOAT else {
            let text = FloatText.text(real(index))
            return try text.withUnsafeBufferPointer { text throws(ValueError) in try body(text) }
        }
        let start = sqlite3_value_text(arguments![index])
        return try body(Bytes(start: start, count: Int(sqlite3_value_bytes(arguments![index]))))
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

    func set(_ integer: Int64) { sqlite3_result_int64(context, integer) }

    func set(_ value: StoredValue) {
        switch value {
        case .integer(let integer): set(integer)
        case .real(let real): sqlite3_result_double(context, real)
        case .text(let text): set(text)
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
    /// 32 lower-case hexadecimal digits.
    static func hex(_ text: Bytes) -> [UInt8] {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digest in
            ccrypto_md5(text.baseAddress, text.count, digest.baseAddress)
            return [UInt8](unsafeUninitializedCapacity: 32) { hex, count in
                for (index, byte) in digest.enumerated() {
                    hex[index * 2] = digit(byte >> 4)
                    hex[index * 2 + 1] = digit(byte & 0xF)
                }
                count = 32
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
