import Catalog
import TableModel
import Testing

/// Many names, long names and deep ones.
@Suite struct LargeCatalogTests {
    private func expectUniqueAndLegal(_ model: Modelling, _ rules: IdentifierRules, _ label: String) {
        let names = model.tables.flatMap { [$0.name, $0.history].compactMap { $0?.name } }
        #expect(Set(names.map(rules.collisionKey(table:))).count == names.count, "\(label)")
        #expect(names.allSatisfy { 1...rules.engineLimit ~= $0.text.utf8.count }, "\(label)")
        #expect(!model.diagnostics.contains { $0.severity == .error }, "\(label)")
    }

    /// A chain of 64 objects below a stream, called by their level.
    private func chain(_ name: (Int) -> String) -> StreamSchema {
        var properties = [field("x")]
        for level in stride(from: 64, through: 1, by: -1) {
            properties = [field("x"), object(name(level), properties)]
        }
        return stream(name(0), in: nil, .appendDedup, properties)
    }

    @Test func deepNesting() {
        let chains: [(String, (Int) -> String)] = [
            ("one name", { _ in "level" }), ("one letter", { _ in "a" }), ("numbers", { "level \($0)" }),
            ("long names", { "\($0)" + letters(70) }), ("no letters", { _ in "文" }), ("histories", { _ in "scd" }),
        ]
        for (label, name) in chains {
            for (database, rules) in IdentifierRules.all {
                let model = Modelling([chain(name)], rules)
                #expect(model.tables.count == 65)
                expectUniqueAndLegal(model, rules, "\(label), \(database)")
                #expect(
                    model.tables.allSatisfy {
                        rules.collisionKey(column: $0.hashColumn)
                            != $0.nesting.parentHash.map(rules.collisionKey(column:))
                    }, "\(label), \(database)")
            }
        }
    }

    /// More names than three hexadecimal digits can tell apart.
    @Test func thousandsOfCollidingTables() {
        let nested = (0..<4_500).map { array(letters(20) + "\($0)" + letters(30)) }
        let streams = (0..<3_000).map { stream(letters(20) + "\($0)" + letters(21), in: nil, .appendDedup) }
        for (label, catalog) in [("children", [stream("s", nested)]), ("streams", streams)] {
            var model = Modelling([])
            let time = seconds { model = Modelling(catalog) }
            expectUniqueAndLegal(model, .postgres, label)
            #expect(model.tables.count >= 3_000)
            #expect(time < 90, "\(label)")
        }
    }

    @Test func aCatalogOfManyStreams() {
        let streams = (0..<2_000).map { number in
            stream(
                "stream \(number)", in: "n\(number % 7)", .appendDedup, [field("id"), object("home", [array("doors")])])
        }
        for (database, rules) in IdentifierRules.all {
            var model = Modelling([])
            let time = seconds { model = Modelling(streams, rules) }
            #expect(model.tables.count == 6_000)
            #expect(model.diagnostics.isEmpty)
            #expect(Set(model.tables.map(\.name)).count == 6_000)
            #expect(time < 90, "\(database)")
        }
    }
}
