import Catalog

/// One entry of `masks`: what becomes of the values of the columns that a pattern names.
package struct MaskRule: Sendable {
    /// A glob on the path of a column with dots, in which `*` stands for any characters, dots among them.
    package let column: Located<String>
    package let choice: Choice
    private let pattern: StreamPattern

    package enum Choice: Sendable, Hashable {
        /// Shown as it is; said aloud, because `new_columns: hold` keeps out what nothing is said of.
        case none
        case drop
        case mask(Mask)
    }

    init(_ column: Located<String>, _ choice: Choice) {
        self.column = column
        self.choice = choice
        pattern = StreamPattern(column.value)
    }

    func matches(_ path: String) -> Bool { pattern.matches(path) }

    /// Whether the pattern is the path of one column.
    var isExact: Bool { !column.value.contains { "*?\\".contains($0) } }
}

/// What becomes of columns of which `masks` and `columns.keep` say nothing.
package enum NewColumns: String, Sendable, CaseIterable { case add, hold }

/// Puts the masks of a project on the columns of one stream.
struct StreamMasks {
    private let stream: String
    private let rules: [MaskRule]
    /// Where it is said that columns are held; nil where they are not.
    private let hold: FilePlace?
    /// Columns that `columns.keep` names, which is a word about them too.
    private let kept: Set<ExactString>
    private let needed: [NeededColumn]
    private(set) var diagnostics: [Diagnostic] = []
    /// The rules that name a column of the stream.
    private(set) var matched: Set<FilePlace> = []
    private(set) var usesHash: FilePlace?

    init(_ stream: StreamSchema, _ settings: StreamSettings, needed: [NeededColumn]) {
        self.stream = stream.name
        rules = settings.masks
        hold = settings.newColumns.flatMap { $0.value == .hold ? $0.place : nil }
        kept = Set((settings.keep?.value ?? []).map { ExactString($0.value) })
        self.needed = needed
    }

    private var holds: Bool { hold != nil }

    /// What is masked of the stream's records; nil where that is nothing.
    private(set) var ofRecord: Masking?

    mutating func masked(_ properties: [Property]) -> [Property] {
        if rules.isEmpty, !holds { return properties }
        var members: [Masking.Member] = []
        let masked = properties.compactMap { property -> Property? in
            let isKnown = property.name.hasPrefix("_ab_cdc_")
            guard let treated = treat(property, at: property.name, isClassified: isKnown) else {
                refuseHold(of: property)
                return nil
            }
            let rule = rule(for: property.name)
            refuse(rule?.choice ?? .none, of: property, at: rule?.column.place)
            if holds || treated.treatment != .keep { members.append(.init(property.name, treated.treatment)) }
            guard case .mask(let masking) = treated.treatment else { return treated.property }
            return treated.property.map {
                Property(name: $0.name, type: $0.type, nested: $0.nested, masking: masking, place: $0.place)
            }
        }
        ofRecord = members.isEmpty && !holds ? nil : .members(members, keepsOthers: !holds)
        return masked
    }

    /// Keys at nested paths, masked as the values that they are. To be asked when the record's own properties have their masks.
    mutating func masked(keys: [Property]) -> [Property] {
        keys.compactMap { key in
            let treatment = ofRecord?.treatment(at: key.path[...]) ?? .keep
            let rule = nearestRule(at: key.path)
            switch treatment {
            case .keep: return key
            case .drop where rule?.choice != .drop:
                refuseHold(of: key)
                return nil
            case .drop:
                refuse(.drop, of: key, at: rule?.column.place)
                return nil
            case .mask(let masking):
                var type = key.type
                if case .value(let mask) = masking {
                    refuse(.mask(mask), of: key, at: rule?.column.place)
                    if mask.makesText { type = .string }
                }
                return Property(
                    name: key.name, path: key.path, type: type, nested: nil, masking: masking, place: key.place)
            }
        }
    }

    /// The rule of the value at a path, or else of what it lies in.
    private func nearestRule(at path: [String]) -> MaskRule? {
        for end in path.indices.reversed() {
            let name = path[...end].joined(separator: ".")
            if let rule = rules.last(where: { $0.matches(name) }) { return rule }
        }
        return nil
    }

    private mutating func rule(for path: String) -> MaskRule? {
        for rule in rules where rule.matches(path) { matched.insert(rule.column.place) }
        guard let rule = rules.last(where: { $0.matches(path) }) else { return nil }
        if rule.choice == .mask(.hash) { usesHash = usesHash ?? rule.column.place }
        return rule
    }

    /// Nil where the column is held.
    ///
    /// - Parameter isClassified: whether something is said of a value that it is part of.
    private mutating func treat(_ property: Property, at path: String, isClassified: Bool)
        -> (property: Property?, treatment: Masking.Treatment)?
    {
        let rule = rule(for: path)
        switch rule?.choice {
        case .drop: return (nil, .drop)
        case .mask(let mask):
            if case .truncateDate = mask, ![.string, .date].contains(property.type), !property.type.isTimestamp {
                diagnostics.append(
                    .maskOfOtherType(
                        path, mask: "\(mask)", expected: "a date, a timestamp or a text", at: rule!.column.place))
            }
            let type: SchemaType = mask.makesText ? .string : property.type
            return (
                Property(name: property.name, type: type, nested: nil, place: property.place), .mask(.value(mask))
            )
        case .some(.none), nil: break
        }
        let isClassified = isClassified || rule != nil || kept.contains(ExactString(path))
        var members: [Masking.Member] = []
        var properties: [Property] = []
        for nested in property.nested?.properties ?? [] {
            guard let treated = treat(nested, at: "\(path).\(nested.name)", isClassified: isClassified) else {
                continue
            }
            if let property = treated.property { properties.append(property) }
            // Where others are left out, what is kept has to be named.
            if treated.treatment != .keep || holds && !isClassified {
                members.append(.init(nested.name, treated.treatment))
            }
        }
        if !property.type.isScalar { members += undeclaredMembers(of: property, at: path) }
        if holds, !isClassified, members.isEmpty { return nil }
        let nested = property.nested.map { Nested(shape: $0.shape, properties: properties) }
        return (
            Property(name: property.name, type: property.type, nested: nested, place: property.place),
            members.isEmpty ? .keep : .mask(.members(members, keepsOthers: !holds || isClassified))
        )
    }

    /// Masks on members that the schema does not know, which records may have all the same.
    private mutating func undeclaredMembers(of property: Property, at path: String) -> [Masking.Member] {
        let known = Set((property.nested?.properties ?? []).map { ExactString($0.name) })
        var paths: [(path: [String], treatment: Masking.Treatment)] = []
        for rule in rules where rule.isExact && rule.column.value.utf8.starts(with: "\(path).".utf8) {
            let rest = String(decoding: rule.column.value.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self)
            let names = rest.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            if known.contains(ExactString(names[0])) || known.contains(ExactString(rest)) { continue }
            matched.insert(rule.column.place)
            let treatment: Masking.Treatment =
                switch rule.choice {
                case .none: .keep
                case .drop: .drop
                case .mask(let mask): .mask(.value(mask))
                }
            if rule.choice == .mask(.hash) { usesHash = usesHash ?? rule.column.place }
            paths.removeAll { $0.path == names }
            paths.append((names, treatment))
        }
        return Self.tree(paths.map { ($0.path[...], $0.treatment) })
    }

    private static func tree(_ paths: [(path: ArraySlice<String>, treatment: Masking.Treatment)]) -> [Masking.Member] {
        var names: [String] = []
        for path in paths where !names.contains(where: { ExactString($0) == ExactString(path.path.first!) }) {
            names.append(path.path.first!)
        }
        return names.map { name in
            let own = paths.filter { ExactString($0.path.first!) == ExactString(name) }
            if let whole = own.last(where: { $0.path.count == 1 }), whole.treatment != .keep {
                return .init(name, whole.treatment)
            }
            let below = own.filter { $0.path.count > 1 }.map { ($0.path.dropFirst(), $0.treatment) }
            return .init(name, below.isEmpty ? .keep : .mask(.members(tree(below), keepsOthers: true)))
        }
    }

    /// Keys may be hashed, since equal ones stay equal; what orders versions cannot be masked at all.
    private mutating func refuse(_ choice: MaskRule.Choice, of property: Property, at place: FilePlace?) {
        guard choice != .none, let place else { return }
        for column in needed where ExactString(column.name) == ExactString(property.name) {
            if choice == .mask(.hash), column.use.contains("primary key") { continue }
            diagnostics.append(.maskedOrder(column.name, use: column.use, stream: stream, at: place))
            return
        }
    }

    private mutating func refuseHold(of property: Property) {
        guard let hold,
            let column = needed.first(where: { ExactString($0.name) == ExactString(property.name) })
        else { return }
        diagnostics.append(.heldColumn(column.name, use: column.use, stream: stream, at: hold))
    }
}
