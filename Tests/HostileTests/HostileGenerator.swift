import Foundation
import TestSupport

/// Streams of one catalog, all names and values hostile; a seed repeats them.
struct HostileGenerator {
    private var random: SplitMix64
    /// What raw tables are called by is not to be the same for two streams.
    private var taken: Set<String> = []
    private var records = 0
    /// The words that are yet to come, so that none is left out for long.
    private var words: [String] = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func streams(_ count: Int) -> [HostileStream] { (0..<count).map { _ in stream() } }

    /// Streams whose properties are called as what our statements are made of: aliases, variables, the queries of a
    /// statement, their own tables.
    mutating func streamsWithOurNames() -> [HostileStream] {
        [HostileStream.Mode.deduplicated, .append].enumerated().map { place, mode in
            let name = "own\(place)"
            let parts = [
                "", "_ab1", "_ab2", "_ab3", "_stg", "_scd", "_scd_data", "_input_data", "_dedup_data", "_scd__new",
            ]
            let texts =
                ["known", "record", "ranked", "version", "child", "value", "held", "item", "place", "newest_first"]
                + ["planar_changed_since", "planar_changed_days", "planar_row"] + parts.map { name + $0 }
            let nested = [
                HostileStream.Nested(
                    name: "parent", isArray: false,
                    texts: ["parent", "element", "record", "version", name] + parts.map { "\(name)_parent\($0)" }),
                HostileStream.Nested(
                    name: "element", isArray: true,
                    texts: ["element", "parent", "known", "value", name] + parts.map { "\(name)_element\($0)" }),
            ]
            taken.insert(squeezed("__\(name)"))
            return HostileStream(
                name: name, namespace: nil, mode: mode, number: "number", texts: texts, keys: 1, nested: nested,
                loads: (0..<2).map { _ in (0..<3).map { _ in record(texts: texts.count, nested: nested) } })
        }
    }

    static func catalog(_ streams: [HostileStream]) -> String {
        "{\"streams\": [\n\(streams.map(\.catalogEntry).joined(separator: ",\n"))\n]}\n"
    }

    private mutating func stream() -> HostileStream {
        let mode = random.pick(HostileStream.Mode.allCases)
        let keys = random.below(2) + 1
        let namespace = random.chance(40) ? namespace() : nil
        let name = streamName(namespace)
        let nestedCount = random.below(3)
        let names = properties(1 + keys + 1 + random.below(10) + nestedCount)
        let nested = (0..<nestedCount).map { place in
            HostileStream.Nested(
                name: names[place], isArray: random.chance(50), texts: properties(1 + random.below(6)))
        }
        let texts = Array(names[(nestedCount + 1)...])
        let loads = (0..<2).map { _ in
            (0..<(1 + random.below(4))).map { _ in record(texts: texts.count, nested: nested) }
        }
        return HostileStream(
            name: name, namespace: namespace, mode: mode, number: names[nestedCount], texts: texts, keys: keys,
            nested: nested, loads: loads)
    }

    private mutating func word() -> String {
        if words.isEmpty { words = HostileWords.all.shuffled(using: &random) }
        let word = words.removeLast()
        switch random.below(4) {
        case 0: return word + random.pick(HostileWords.all)
        case 1: return word + "x" + random.pick(HostileWords.all)
        default: return word
        }
    }

    /// A stream's name must be more than white space.
    private mutating func streamName(_ namespace: String?) -> String {
        while true {
            var name = word()
            if isBlank(name) { continue }
            if random.chance(50) { name += " \(taken.count)" }
            // SQLite keeps names of its own, and namespaces and names meet there in one text.
            let letters = squeezed("\(namespace ?? "")__\(name)")
            if !squeezed(name).hasPrefix("sqlite_"), squeezed(name) != "canary", taken.insert(letters).inserted {
                return name
            }
        }
    }

    private mutating func namespace() -> String {
        while true {
            let name = word()
            // Those that belong to a database are no place for tables of ours.
            if !isBlank(name), !["information_schema", "temp"].contains(squeezed(name)) { return name }
        }
    }

    /// Different ones, also once the quotes are gone.
    private mutating func properties(_ count: Int) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        while names.count < count {
            let name = word()
            // Airbyte's own are no columns.
            if !name.hasPrefix("_airbyte_"), seen.insert(plain(withoutQuotes(name))).inserted { names.append(name) }
        }
        return names
    }

    private mutating func record(texts: Int, nested: [HostileStream.Nested]) -> HostileRecord {
        records += 1
        let second = records % 60
        return HostileRecord(
            id: random.chance(50) ? "\(word()) \(records)" : "\(records)",
            emittedAt: "2024-03-01T\(10 + records / 3600):\(padded(records / 60 % 60)):\(padded(second))Z",
            number: records, texts: (0..<texts).map { _ in value() },
            nested: nested.map { nested in
                (0..<(nested.isArray ? random.below(4) : 1)).map { _ in nested.texts.map { _ in value() } }
            })
    }

    private mutating func value() -> String { random.chance(5) ? "" : word() }
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// The letters and digits without accents, one `_` for what is between them: names that differ in these are different to
/// every database.
private func squeezed(_ name: String) -> String {
    let scalars = name.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
    }
    return scalars.split { !("a"..."z" ~= $0 || "0"..."9" ~= $0) }.map { String($0) }.joined(separator: "_")
}

/// White space, separators and accents leave nothing to call a table by; such a catalog is refused.
private func isBlank(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isWhitespace || "\u{1C}"..."\u{1F}" ~= scalar
            || scalar.properties.generalCategory == .nonspacingMark
    }
}
