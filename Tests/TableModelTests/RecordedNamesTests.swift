import Catalog
import TableModel
import Testing

/// Names that the target has on record stay, whatever the catalog becomes.
@Suite struct RecordedNamesTests {
    private func records(_ model: Modelling) -> ResolvedNames { ResolvedNames(model.tables.compactMap(\.newRecord)) }

    private func columns(_ table: Table) -> [ExactString: Identifier] {
        Dictionary(uniqueKeysWithValues: table.columns.map { (ExactString($0.property), $0.name) })
    }

    @Test func aNewStreamRenamesNothing() {
        let a = stream("a", [array("tags")])
        let grown = Modelling([stream("a_tags"), a], resolved: records(Modelling([a])))
        #expect(grown.names[1...] == ["a", "a_tags"])
        #expect(grown.names[0].hasPrefix("a_tags_"))
        // And a new one alone leaves the name of the old one alone.
        let left = Modelling([stream("b", in: nil, .appendDedup)], resolved: records(Modelling([stream("b_scd")])))
        #expect(left.names[0].hasPrefix("b_") && left.names[0] != "b")
    }

    @Test func aNewPropertyRenamesNoColumn() {
        let before = Modelling([stream("s", [field("user id"), field("User Id")])], .sqlite)
        #expect(before.roots[0].columnNames == ["user id", "User Id_1"])
        let after = Modelling(
            [stream("s", ["USER ID", "User Id", "user id"].map { field($0) })], .sqlite, resolved: records(before))
        #expect(after.roots[0].columnNames == ["USER ID_2", "User Id_1", "user id"])
        #expect(after.roots[0].newRecord?.columns.map(\.property) == ["user id", "User Id", "USER ID"])
        let again = Modelling([stream("s", [field("User Id")])], .sqlite, resolved: records(after))
        #expect(again.roots[0].columnNames == ["User Id_1"])
        #expect(again.roots[0].newRecord == nil)
    }

    @Test func catalogsMayChangeTheirOrder() {
        for item in GeneratedCatalogTests.cases where !item.streams.isEmpty {
            let resolved = records(item.model)
            let other = Modelling([stream("quokka")] + item.streams.reversed(), item.rules, resolved: resolved)
            var names: [[String]: Table] = [:]
            for table in other.tables {
                names[[table.name.schema.text] + table.path.map { "\(Array($0.utf8))" }] = table
            }
            for table in item.model.tables {
                let now = names[[table.name.schema.text] + table.path.map { "\(Array($0.utf8))" }]
                #expect(now?.name == table.name && now?.history == table.history, "\(item.label): \(table.path)")
                #expect(now.map(columns) == columns(table), "\(item.label): \(table.path)")
            }
        }
    }
}
