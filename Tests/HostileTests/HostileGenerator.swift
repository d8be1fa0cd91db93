import TestSupport

/// Streams of one catalog, all names and values hostile; a seed repeats them.
struct HostileGenerator {
    private var random: SplitMix64
    /// What raw tables are called by is not to be the same for two streams.
    private var taken: Set<String> = ["canary"]
    private var records = 0

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func streams(_ count: Int) -> [HostileStream] { (0..<count).map { _ in stream() } }

    static func catalog(_ streams: [HostileStream]) -> String {
        "{\"streams\": [\n\(streams.map(\.catalogEntry).joined(separator: ",\n"))\n]}\n"
    }

    private mutating func stream() -> HostileStream {
        let mode = random.pick(HostileStream.Mode.allCases)
        let keys = random.below(2) + 1
        let namespace = random.chance(40) ? namespace() : nil
        let name = streamName(namespace)
        let nestedCount = random.below(3)
        let names = properties(1 + keys + 1 + random.below(4) + nestedCount)
        let nested = (0..<nestedCount).map { place in
            HostileStream.Nested(
                name: names[place], isArray: random.chance(50), texts: properties(1 + random.below(3)))
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
        let word = random.pick(HostileWords.all)
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
            if !squeezed(name).hasPrefix("sqlite_"), taken.insert(letters).inserted { return name }
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

private func squeezed(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.map { $0.isASCII && $0.properties.isAlphabetic || "0"..."9" ~= $0 ? Character($0) : "_" })
}

/// White space, separators and accents leave nothing to call a table by; such a catalog is refused.
private func isBlank(_ name: String) -> Bool {
    name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isWhitespace || "\u{1C}"..."\u{1F}" ~= scalar
            || scalar.properties.generalCategory == .nonspacingMark
    }
}
