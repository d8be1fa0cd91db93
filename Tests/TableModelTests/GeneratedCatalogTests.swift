import Catalog
import TableModel
import Testing

/// What holds for the names of any catalog.
@Suite struct GeneratedCatalogTests {
    static let seeds = 1...120

    struct Case: Sendable {
        let label: String
        let rules: IdentifierRules
        let streams: [StreamSchema]
        let model: Modelling
    }

    /// Each catalog with the rules of each database, save for those with two streams in one raw table: they are refused.
    static let cases: [Case] = seeds.flatMap { seed in
        var catalog = GeneratedCatalog(seed: seed)
        let streams = catalog.streams()
        return IdentifierRules.all.compactMap { name, rules -> Case? in
            let model = Modelling(streams, rules)
            if model.diagnostics.contains(where: { $0.severity == .error }) { return nil }
            return Case(label: "seed \(seed), \(name)", rules: rules, streams: streams, model: model)
        }
    }

    @Test func mostCatalogsAreTaken() {
        #expect(Self.cases.count > 180)
        #expect(Self.cases.contains { $0.model.codes.contains(.tableRenamed) })
    }

    @Test func everyTableHasANameOfItsOwn() {
        var shared: [String] = []
        for item in Self.cases {
            let (label, rules, model) = (item.label, item.rules, item.model)
            let names = model.tables.flatMap { [$0.name, $0.history, $0.raw].compactMap { $0 } }
            if Set(names.map { key($0, rules) }).count < names.count { shared.append("\(label): \(names)") }
        }
        #expect(shared == [])
    }

    @Test func everyColumnHasANameOfItsOwn() {
        var shared: [String] = []
        for item in Self.cases {
            let (label, rules, model) = (item.label, item.rules, item.model)
            for table in model.tables {
                let names =
                    table.columns.map(\.name) + [table.hashColumn, table.nesting.parentHash].compactMap { $0 }
                    + [Column.rawID.name, Column.emittedAt.name, .normalizedAt]
                    + (table.history == nil ? [] : [.uniqueKey, .uniqueKeySCD, .startAt, .endAt, .activeRow])
                if Set(names.map(rules.collisionKey(column:))).count < names.count {
                    shared.append("\(label), \(table.path): \(names.map(\.text))")
                }
            }
        }
        #expect(shared == [])
    }

    @Test func everyNameIsLegal() {
        var illegal: [String] = []
        for item in Self.cases {
            let (label, rules, model) = (item.label, item.rules, item.model)
            for table in model.tables {
                let isSchemaInName = rules.schemaStandsInName && table.name.schema.text != "public"
                for name in [table.name, table.history].compactMap({ $0?.name.text }) {
                    let bare = isSchemaInName ? String(name.dropFirst(table.name.schema.text.count + 2)) : name
                    let isPlain = bare.utf8.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 }
                    if !isPlain || !(1...rules.engineLimit ~= bare.utf8.count) { illegal.append("\(label): \(name)") }
                }
                for name in table.columnNames + [table.hashColumn.text] {
                    let isShort = name.utf8.count <= rules.engineLimit && name.unicodeScalars.count <= rules.nameLimit
                    if name.isEmpty || !isShort { illegal.append("\(label): \(name)") }
                }
            }
        }
        #expect(illegal == [])
    }

    @Test func theSameCatalogGivesTheSameNames() {
        for item in Self.cases {
            let (label, rules, model) = (item.label, item.rules, item.model)
            let again = Modelling(item.streams, rules)
            #expect(again.tables.map(\.name) == model.tables.map(\.name), "\(label)")
            #expect(again.codes == model.codes, "\(label)")
        }
    }

    @Test func anUnrelatedStreamAtTheEndChangesNothing() {
        for item in Self.cases {
            let (label, rules, model) = (item.label, item.rules, item.model)
            let stranger = stream(
                "quokka", in: nil, .appendDedup, [field("stripes"), object("pouch", [field("joey")])])
            expectUnchanged(model, in: Modelling(item.streams + [stranger], rules), label)
        }
    }

    /// Streams are related where a name of one, history and raw table included, is wanted by the other: the original's
    /// own scheme then renames both, or the original fails. All others leave each other alone.
    @Test func catalogsThatDoNotMeetDoNotChangeEachOther() {
        for seed in Self.seeds {
            var first = GeneratedCatalog(seed: seed)
            var second = GeneratedCatalog(seed: seed + 10_000, mark: "z")
            let (left, right) = (first.streams(), second.streams())
            for (name, rules) in IdentifierRules.all {
                let (alone, other) = (Modelling(left, rules), Modelling(right, rules))
                if (alone.diagnostics + other.diagnostics).contains(where: { $0.severity == .error }) { continue }
                if !wanted(left, alone, rules).isDisjoint(with: wanted(right, other, rules)) { continue }
                let both = Modelling(left + right, rules)
                expectUnchanged(alone, in: both, "seed \(seed), \(name)")
                #expect(both.names == alone.names + other.names, "seed \(seed), \(name)")
            }
        }
    }

    /// The exception: a name that both want goes to neither, as in the original.
    @Test func aStreamThatMeetsAnotherRenamesIt() {
        let a = stream("a", [array("tags")])
        #expect(Modelling([a]).names == ["a", "a_tags"])
        #expect(Modelling([a, stream("a_tags")]).names == ["a", "a_bae_tags", "a_tags_d6c"])
    }

    private func expectUnchanged(_ model: Modelling, in larger: Modelling, _ label: String) {
        let kept = larger.tables.prefix(model.tables.count)
        #expect(kept.map(\.name) == model.tables.map(\.name), "\(label)")
        #expect(kept.map(\.history) == model.tables.map(\.history), "\(label)")
        #expect(kept.map(\.raw) == model.tables.map(\.raw), "\(label)")
        #expect(kept.map(\.columnNames) == model.tables.map(\.columnNames), "\(label)")
    }

    /// All that streams ask for: the plain name of every path, and what they were given.
    private func wanted(_ streams: [StreamSchema], _ model: Modelling, _ rules: IdentifierRules) -> Set<TableName> {
        var names = model.tables.flatMap { [$0.name, $0.history, $0.raw].compactMap { $0 } }
        func visit(_ properties: [Property], path: [String], schema: Identifier) {
            let name = rules.table(path.joined(separator: "_"))
            let isDefault = !rules.schemaStandsInName || schema == rules.schema("public")
            names.append(TableName(schema: schema, name: isDefault ? name : Identifier("\(schema.text)__\(name.text)")))
            for property in properties {
                if let nested = property.nested {
                    visit(nested.properties, path: path + [property.name], schema: schema)
                }
            }
        }
        for stream in streams {
            visit(stream.properties, path: [stream.name], schema: rules.schema(stream.namespace ?? "public"))
        }
        return Set(names.map { key($0, rules) })
    }

    private func key(_ table: TableName, _ rules: IdentifierRules) -> TableName {
        TableName(
            schema: rules.schemaStandsInName ? Identifier("") : table.schema,
            name: rules.collisionKey(table: table.name))
    }
}
