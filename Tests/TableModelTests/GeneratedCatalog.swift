import Catalog
import TableModel

/// Small, the same on every machine.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64
    init(seed: Int) { state = UInt64(seed) }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Streams whose names meet often: few words, in every case and spelling, short and too long.
struct GeneratedCatalog {
    private var random: SplitMix64
    /// Put before each name, so that catalogs can be kept apart.
    private let mark: String

    init(seed: Int, mark: String = "") {
        random = SplitMix64(seed: seed)
        self.mark = mark
    }

    private static let words = [
        "a", "b", "A", "B", "ab", "scd", "raw", "User", "user", "id", "ID", "data", "é", "e\u{301}", "文", "字", "1",
        "it's", "\"",
        "_airbyte_raw_a", "a_b", "hashid", "stg", "ab1",
    ]
    private static let joints = ["_", " ", "__", "-", "", "_"]

    mutating func streams() -> [StreamSchema] {
        let namespaces: [String?] = [nil, nil, "s", "S 1", "s_1", "a__b", "a"]
        var seen: Set<ExactString> = []
        return (0..<Int.random(in: 1...7, using: &random)).compactMap { _ in
            let namespace = namespaces.randomElement(using: &random) ?? nil
            let name = self.name()
            guard seen.insert(ExactString("\(namespace ?? "")\u{0}\(name)")).inserted else { return nil }
            let modes: [DestinationSyncMode] = [.overwrite, .append, .appendDedup]
            return stream(
                name, in: namespace.map { mark + $0 }, modes.randomElement(using: &random)!, properties(depth: 0))
        }
    }

    private mutating func properties(depth: Int) -> [Property] {
        var seen: Set<ExactString> = []
        return (0..<Int.random(in: 1...5, using: &random)).compactMap { _ -> Property? in
            let name = self.name()
            guard !name.hasPrefix("_airbyte_"), seen.insert(ExactString(name)).inserted else { return nil }
            switch Int.random(in: 0..<(depth < 3 ? 6 : 3), using: &random) {
            case 3: return object(name, Bool.random(using: &random) ? [] : properties(depth: depth + 1))
            case 4, 5: return array(name, properties(depth: depth + 1))
            default: return field(name)
            }
        } + [field("key")]
    }

    private mutating func name() -> String {
        var name = mark + (Self.words.randomElement(using: &random) ?? "")
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            name += (Self.joints.randomElement(using: &random) ?? "") + (Self.words.randomElement(using: &random) ?? "")
        }
        guard Int.random(in: 0..<5, using: &random) == 0 else { return name }
        // Too long, with one beginning and one end.
        let middle = String(
            repeating: Bool.random(using: &random) ? "m" : "文", count: Int.random(in: 0...30, using: &random))
        return mark + letters(20) + name + middle + letters(22)
    }
}
