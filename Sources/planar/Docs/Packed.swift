import CZlib
import FoundationEssentials

/// Values as JSON, plain and packed.
enum Packed {
    /// The same bytes for the same value, which is of texts and finite numbers.
    static func json(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(value)) } catch { preconditionFailure("no JSON: \(error)") }
    }

    /// Deflated, with zlib's header, in base64. SQL repeats itself: a fourteenth is left of it.
    static func base64(ofJSON value: some Encodable) -> String {
        let bytes = json(value)
        var size = compressBound(UInt(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        // With room for the worst case only a lack of memory fails.
        let status = compress2(&packed, &size, bytes, UInt(bytes.count), Z_BEST_COMPRESSION)
        precondition(status == Z_OK, "zlib: \(status)")
        return Data(packed.prefix(Int(size))).base64EncodedString()
    }
}
