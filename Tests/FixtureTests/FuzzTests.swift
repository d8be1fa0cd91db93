import Catalog
import Dialects
import Foundation
import Generation
import Testing

/// Catalogs that are broken at random: each is refused with a diagnostic or compiled, and none stops the program.
@Suite struct FuzzTests {
    @Test func catalogsBrokenAtRandom() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["PLANAR_SEED"].flatMap(UInt64.init) ?? 20_240_501
        let count = environment["PLANAR_FUZZ"].flatMap { Int($0) } ?? 3_000
        var random = Mutator(seed: seed)
        let originals = try Fixture.all().map { Array(try Data(contentsOf: $0.folder.appending(path: "catalog.json"))) }
            .filter { $0.count < 20_000 }
        let dialects: [any Dialect] = [PostgresDialect(), SQLiteDialect(), BigQueryDialect()]
        let compilers = try dialects.map { try Compiler(dialect: $0) }
        var refused = 0
        for number in 0..<count {
            let bytes = random.broken(originals)
            var diagnostics = Diagnostics()
            let compiler = compilers[number % compilers.count]
            let plan = compiler.plan(CatalogSource(file: "catalog.json", bytes: bytes), diagnostics: &diagnostics)
            if let plan {
                _ = try compiler.write(plan)
            } else {
                #expect(diagnostics.hasErrors, "seed \(seed), input \(number): neither a plan nor an error")
                refused += 1
            }
        }
        // Neither kind is rare, or the mutations would test one path alone.
        #expect(refused > count / 10 && refused < count * 19 / 20, "\(refused) of \(count) were refused")
    }
}

/// Breaks texts: a few bytes, a piece of another text, a word that means something to a reader of catalogs.
private struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private mutating func number(below limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

    private static let words = [
        "null", "{}", "[]", "\"\"", "-0", "1e999", "\\u0000", "\\ud800", "\u{202E}", "'", "\"", "`", "\\", "$ref",
        "\"type\":", "\"object\"", "\"array\"", "\"items\":", "\"properties\":{", "}", "]", ",", ":",
        "\"append_dedup\"", "\"overwrite\"", "[[\"id\"]]", "[[\"a\",\"b\"]]", "{{ x }}", "/*", "--", "😀", "\u{0}",
    ].map { Array($0.utf8) }

    mutating func broken(_ originals: [[UInt8]]) -> [UInt8] {
        var bytes = originals[number(below: originals.count)]
        for _ in 0...number(below: 3) {
            let place = number(below: bytes.count + 1)
            switch number(below: 12) {
            case 0 where place < bytes.count: bytes[place] = UInt8(number(below: 256))
            // Most names and words stay texts, and mean something else.
            case 6...:
                let letters = bytes[place...].prefix { !(97...122 ~= $0) }
                if letters.endIndex < bytes.count { bytes[letters.endIndex] = UInt8(97 + number(below: 26)) }
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(below: 12)))
            case 2, 3: bytes.insert(contentsOf: Self.words[number(below: Self.words.count)], at: place)
            case 4:
                let other = originals[number(below: originals.count)]
                let start = number(below: other.count)
                bytes.insert(contentsOf: other[start..<min(other.count, start + number(below: 200))], at: place)
            default: bytes.swapAt(min(place, bytes.count - 1), number(below: bytes.count))
            }
            if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
        }
        return bytes
    }
}
