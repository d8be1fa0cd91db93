import TestSupport

/// Breaks texts: a few bytes, a piece of another text, a word that means something to a reader of catalogs; what is cut
/// off, nested deeply, long or no UTF-8.
struct Mutator {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    private static let words = [
        "null", "{}", "[]", "\"\"", "-0", "1e999", "\\u0000", "\\ud800", "\u{202E}", "'", "\"", "`", "\\", "$ref",
        "\"type\":", "\"object\"", "\"array\"", "\"items\":", "\"properties\":{", "}", "]", ",", ":",
        "\"append_dedup\"", "\"overwrite\"", "[[\"id\"]]", "[[\"a\",\"b\"]]", "{{ x }}", "/*", "--", "😀", "\u{0}",
    ].map { Array($0.utf8) }

    /// Cut-off, overlong, stray and surrogate sequences, byte order marks.
    private static let invalid: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80],
        [0x80], [0xE0, 0x80, 0xAF], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE], [0x00], [0xF0, 0x9F],
    ]

    mutating func broken(_ originals: [[UInt8]]) -> [UInt8] {
        var bytes = random.pick(originals)
        for _ in 0...random.below(3) {
            change(&bytes, originals)
            if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ originals: [[UInt8]]) {
        let place = random.below(bytes.count + 1)
        switch random.below(24) {
        case 0 where place < bytes.count: bytes[place] = UInt8(random.below(256))
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.below(8))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(12)))
        case 3, 4, 5: bytes.insert(contentsOf: random.pick(Self.words), at: place)
        case 6, 7:
            let other = random.pick(originals)
            let start = random.below(other.count)
            bytes.insert(contentsOf: other[start..<min(other.count, start + random.below(200))], at: place)
        case 8: bytes.swapAt(min(place, bytes.count - 1), random.below(bytes.count))
        case 9: bytes.insert(contentsOf: random.pick(Self.invalid), at: place)
        case 10 where random.chance(30): bytes.removeSubrange(place...)
        case 11, 12: add(member: deep(), to: &bytes, near: place)
        case 13: add(member: number(), to: &bytes, near: place)
        case 14: add(member: long(), to: &bytes, near: place)
        // Most names and words stay texts, and mean something else.
        default:
            let letters = bytes[place...].prefix { !(97...122 ~= $0) }
            if letters.endIndex < bytes.count { bytes[letters.endIndex] = UInt8(97 + random.below(26)) }
        }
    }

    /// Adds a member at the beginning of an object: `{"type": …` becomes `{"items": …, "type": …`.
    private mutating func add(member value: String, to bytes: inout [UInt8], near place: Int) {
        guard let brace = bytes[place...].firstIndex(of: UInt8(ascii: "{")) else { return }
        let name = random.pick([
            "items", "properties", "type", "anyOf", "name", "json_schema", "x", "primary_key", "$ref",
        ])
        bytes.insert(contentsOf: "\"\(name)\": \(value), ".utf8, at: brace + 1)
    }

    /// Levels within each other, mostly as many as a schema may have, sometimes far more.
    private mutating func deep() -> String {
        let (open, close) = random.pick([
            ("{\"properties\":{\"a\":", "}}"), ("{\"type\":\"object\",\"properties\":{\"b c\":", "}}"),
            ("{\"type\":\"array\",\"items\":", "}"), ("{\"anyOf\":[", "]}"), ("[", "]"), ("{\"a\":", "}"),
        ])
        let levels = random.chance(20) ? random.below(20_000) : random.below(90)
        return String(repeating: open, count: levels) + "{}" + String(repeating: close, count: levels)
    }

    private mutating func number() -> String {
        random.pick([
            "1e999999999999", "-1e-999999999999", "0.\(String(repeating: "0", count: 5_000))1", "-0e+0",
            String(repeating: "9", count: 1 + random.below(10_000)), "9223372036854775808", "1E400", "01", "1.", ".5",
            "+1",
            "NaN", "Infinity", "0x10",
        ])
    }

    /// A text of which some are longer than a name may be.
    private mutating func long() -> String {
        let length = random.chance(10) ? random.below(70_000) : random.below(400)
        return "\"\(String(repeating: random.pick(["x", "\\u00e9", "😀"]), count: length))\""
    }
}
