import TestSupport

/// Makes cases in which ties are frequent: few keys, few cursors, few times, records that come again in every way.
struct CaseGenerator {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func cases(_ count: Int) -> [Case] { (0..<count).map { makeCase("s\($0)").withinLimits } }

    private mutating func makeCase(_ name: String) -> Case {
        let mode: Case.Mode = random.chance(80) ? .deduplicated : random.pick([.append, .overwrite])
        var keys = (1...(random.chance(60) ? 1 : random.chance(70) ? 2 : 3)).map {
            Field(name: "k\($0)", type: .scalar(random.pick(Kind.allCases)))
        }
        var fields = keys + [Field(name: "v", type: .scalar(random.pick([.string, .string, .integer])))]
        var cursor: String?
        if random.chance(60) {
            let kinds: [Kind] = [
                .integer, .string, .timestamp, .integer, .string, .timestamp, .number, .date, .bigInteger,
            ]
            fields.append(Field(name: "c", type: .scalar(random.pick(kinds))))
            cursor = random.chance(90) ? "c" : nil
        } else if random.chance(10) {
            cursor = keys[0].name
        }
        if mode == .deduplicated, random.chance(50) {
            let changes = changeColumns()
            fields += changes
            if cursor == nil, random.chance(30) { cursor = changes.randomElement(using: &random)?.name }
        }
        if random.chance(50) { fields += nestedFields() }
        if mode == .deduplicated, random.chance(15), let nested = fields.first(where: \.isNested) {
            keys.append(nested)
        }
        fields.shuffle(using: &random)
        let records = records(fields, keys: keys)
        if mode == .deduplicated, random.chance(40), fields.contains(where: { $0.name == "o" }) {
            let nested = Field(name: "o_x", type: .scalar(.string), path: ["o", "x"])
            if random.chance(30) { keys.removeLast() }
            keys.append(nested)
            fields.append(nested)
        }
        let settings: [Case.Setting] = [.historyOff, .historyKept, .softDeletes]
        let setting = mode == .deduplicated && random.chance(30) ? random.pick(settings) : .none
        return Case(
            name: name, mode: mode, fields: fields, key: mode == .deduplicated ? keys.map(\.name) : [], cursor: cursor,
            loads: loads(records, mode), setting: setting)
    }

    /// Any of the columns that change data capture adds.
    private mutating func changeColumns() -> [Field] {
        var fields: [Field] = []
        if random.chance(70) {
            fields.append(Field(name: "_ab_cdc_deleted_at", type: .scalar(random.pick([.string, .timestamp]))))
        }
        if random.chance(60) {
            fields.append(Field(name: "_ab_cdc_updated_at", type: .scalar(random.pick([.string, .timestamp]))))
        }
        if random.chance(40) {
            fields.append(Field(name: "_ab_cdc_lsn", type: .scalar(random.pick([.number, .integer]))))
        }
        if random.chance(40) {
            fields.append(Field(name: "_ab_cdc_log_pos", type: .scalar(random.pick([.number, .integer]))))
        }
        return fields
    }

    /// An object with an object in it, an array of objects with an array and an object in them.
    private mutating func nestedFields() -> [Field] {
        func scalar(_ name: String, _ kind: Kind) -> Field { Field(name: name, type: .scalar(kind)) }
        let inner = Field(name: "i", type: .object([scalar("q", .string)]))
        let tags = Field(name: "t", type: .array([scalar("z", .integer)]))
        let object = Field(name: "o", type: .object([scalar("x", .string)] + (random.chance(50) ? [inner] : [])))
        let lines = Field(name: "l", type: .array([scalar("y", .string), tags] + (random.chance(30) ? [inner] : [])))
        return random.chance(50) ? [object, lines] : [random.pick([object, lines])]
    }

    private mutating func records(_ fields: [Field], keys: [Field]) -> [Record] {
        // For each property the few values that it takes in this case.
        var pools: [String: [Value]] = [:]
        for field in fields {
            switch field.type {
            case .scalar(let kind):
                pools[field.name] = random.pick(2 + random.below(3), of: kind.samples).map(Value.scalar)
            case .object, .array: pools[field.name] = (0...random.below(3)).map { _ in nested(field.type) }
            }
        }
        let emissions = random.pick(1 + random.below(3), of: Kind.emissions)
        let count = random.chance(5) ? 0 : 1 + random.below(random.chance(20) ? 20 : 9)
        var records: [Record] = []
        // Upper and lower case, so that the order of bytes is not that of a locale.
        let ids = (0..<max(1, count)).map { "\(["a", "B", "_", "é"][$0 % 4])\($0)" }.shuffled(using: &random)
        for number in 0..<count {
            var record = Record(id: ids[number], emittedAt: random.pick(emissions), values: [:])
            if !records.isEmpty, random.chance(60) {
                record = random.pick(records)
                record.id = ids[number]
                if random.chance(30) { record.emittedAt = random.pick(emissions) }
                for field in fields where random.chance(keys.contains { $0.name == field.name } ? 5 : 20) {
                    record.values[field.name] = pools[field.name].map { random.pick($0) }
                }
            } else {
                for field in fields { record.values[field.name] = pools[field.name].map { random.pick($0) } }
            }
            record.instead = random.chance(3) ? random.pick(["[]", "\"x\"", "null", "1"]) : nil
            records.append(record)
        }
        return records.shuffled(using: &random)
    }

    /// A value for an object or array, now and then none of its type.
    private mutating func nested(_ type: FieldType) -> Value {
        if random.chance(15) {
            return random.pick([
                .scalar(Sample(json: nil, text: nil, rank: -1)), .null, .scalar(plain(1)), .object([:]), .array([]),
            ])
        }
        switch type {
        case .scalar(let kind):
            if kind == .string { return .scalar(random.pick([plain("\"\""), plain("\"a\""), plain("\"b\"")])) }
            return random.chance(10)
                ? .scalar(Sample(json: "\"x\"", text: nil, rank: -1, isMisfit: true)) : .scalar(plain(random.below(3)))
        case .object(let fields): return object(fields)
        case .array(let fields):
            return .array(
                (0..<random.below(3)).map { _ in
                    random.chance(80)
                        ? object(fields) : random.pick([.null, .scalar(plain(1)), .array([object(fields)])])
                })
        }
    }

    private mutating func object(_ fields: [Field]) -> Value {
        var members: [String: Value] = [:]
        for field in fields where random.chance(80) {
            let value = nested(field.type)
            // Scalar columns hold scalars: of anything else the text would be kept.
            if case .scalar = field.type, value.isCompound { continue }
            members[field.name] = value
        }
        return .object(members)
    }

    private func plain(_ number: Int) -> Sample { Sample(json: "\(number)", text: "\(number)", rank: number) }
    private func plain(_ text: String) -> Sample {
        Sample(json: text, text: String(text.dropFirst().dropLast()), rank: 0)
    }

    /// Rows in any order of arrival, cut anywhere; loads may be empty.
    private mutating func loads(_ records: [Record], _ mode: Case.Mode) -> [Load] {
        let cuts = (0..<random.below(4)).map { _ in random.below(records.count + 1) }.sorted()
        let bounds = [0] + cuts + [records.count]
        let empties = random.chance(20)
        return zip(bounds, bounds.dropFirst()).map { start, end in
            Load(records: Array(records[start..<end]), empties: mode == .overwrite || empties && random.chance(50))
        }
    }
}

extension Field {
    fileprivate var isNested: Bool { if case .scalar = type { false } else { true } }
}

extension Value {
    fileprivate var isCompound: Bool {
        switch self {
        case .scalar, .null: false
        case .object, .array: true
        }
    }
}
