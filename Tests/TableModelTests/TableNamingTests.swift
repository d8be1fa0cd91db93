import Catalog
import TableModel
import Testing

/// Names that a user decides: schemas, prefixes, casing and columns, on a fresh target and on one that has other names.
@Suite struct TableNamingTests {
    private func records(_ model: Modelling) -> ResolvedNames { ResolvedNames(model.tables.compactMap(\.newRecord)) }

    private static let shop = stream(
        "LineItems", [field("ItemId"), field("HTTPServer 2"), array("subParts", [field("partNo")])])

    @Test(arguments: IdentifierRules.all.map(\.rules))
    func casing(_ rules: IdentifierRules) {
        let snake = Modelling([Self.shop], rules, naming: [TableNaming(casing: .snake)])
        #expect(snake.names == ["line_items", "line_items_sub_parts"])
        #expect(snake.tables.map(\.columnNames) == [["item_id", "http_server_2", "sub_parts"], ["part_no"]])
        let lower = Modelling([Self.shop], rules, naming: [TableNaming(casing: .lower)])
        #expect(lower.names == ["lineitems", "lineitems_subparts"])
        #expect(lower.roots[0].columnNames[0] == "itemid")
    }

    @Test(arguments: [
        ("a", "a"), ("aB", "a_b"), ("ABc", "a_bc"), ("ID", "id"), ("userID", "user_id"), ("a1B", "a1_b"),
        ("_aB", "_a_b"),
        ("a b-c", "a_b_c"), ("Größe", "größe"), ("a__b", "a__b"), ("", ""),
    ])
    func snakeCase(_ name: String, _ expected: String) {
        let model = Modelling([stream("s", [field("x"), field("p" + name)])], naming: [TableNaming(casing: .snake)])
        let plain = name.isEmpty ? "p" : name.first?.isUppercase == true ? "p_\(expected)" : "p\(expected)"
        #expect(model.roots[0].columnNames[1] == plain)
    }

    @Test func aPrefixStandsBeforeEveryTableOfTheStream() {
        let model = Modelling(
            [stream("orders", in: "shop", .appendDedup, [field("id"), array("items")]), stream("users")],
            naming: [TableNaming(schema: "Sales", prefix: "CRM_"), TableNaming()])
        #expect(model.tables.map { "\($0.name)" } == ["sales.crm_orders", "sales.crm_orders_items", "public.users"])
        #expect(model.roots[0].history.map { "\($0)" } == "sales.crm_orders_scd")
        #expect(model.roots[0].raw.map { "\($0)" } == "shop._airbyte_raw_orders")
        // Children find their parent by the name that the hash has always had.
        #expect(model.tables[1].nesting.parentHash?.text == "_airbyte_orders_hashid")
    }

    @Test func whatMeetsIsToldApart() {
        let model = Modelling(
            [stream("b"), stream("a_b")], naming: [TableNaming(prefix: "a_"), TableNaming()])
        #expect(Set(model.names).count == 2)
        #expect(model.names.allSatisfy { $0.hasPrefix("a_b_") })
        #expect(Set(model.codes) == [.tableHashed])
    }

    @Test func renamedColumns() {
        func model(_ renames: [(path: [String], name: String)]) -> Modelling {
            Modelling(
                [stream("s", [field("a"), field("b"), array("items", [field("a")])])],
                naming: [TableNaming(casing: .snake, renames: renames)])
        }
        #expect(model([(["a"], "Total EUR")]).roots[0].columnNames == ["Total EUR", "b", "items"])
        #expect(model([(["a"], "b"), (["b"], "a")]).roots[0].columnNames == ["b", "a", "items"])
        #expect(model([(["items", "a"], "x")]).tables.map(\.columnNames) == [["a", "b", "items"], ["x"]])
        // Who is renamed comes first.
        let meeting = model([(["b"], "a")])
        #expect(meeting.roots[0].columnNames == ["a_1", "a", "items"])
        #expect(meeting.codes == [.columnsNumbered])
        #expect(model([(["a"], "x"), (["b"], "x")]).codes == [.columnNameTaken])
        #expect(model([(["a"], "_airbyte_ab_id")]).codes == [.columnNameTaken])
    }

    /// Settings that come later give new names; the same settings give the same names again, whatever they were before.
    @Test(arguments: IdentifierRules.all.map(\.rules))
    func settingsWinOverNamesOnRecordAndThenStay(_ rules: IdentifierRules) {
        let long = "ThisStreamHasANameWhichIsLongerThanAnyDatabaseTakes_" + letters(300)
        let streams = [
            Self.shop, stream("Line-Items", [field("a")]), stream("User", [field("a b"), field("a-b"), field("A_B")]),
            stream(long, [field("x"), array("subParts")]),
        ]
        for naming in [
            TableNaming(prefix: "CRM_", casing: .snake), TableNaming(prefix: "User"), TableNaming(casing: .lower),
            TableNaming(prefix: letters(60)),
        ] {
            let all = streams.map { _ in naming }
            var known = records(Modelling(streams, rules))
            let first = Modelling(streams, rules, naming: all, resolved: known)
            for table in first.tables {
                // The records of tables that are called otherwise now take the place of the old ones.
                if let record = table.newRecord {
                    known = ResolvedNames(
                        known.records.filter { $0.path != record.path || $0.schema != record.schema } + [record])
                }
            }
            let second = Modelling(streams, rules, naming: all, resolved: known)
            #expect(second.tables.map(\.name) == first.tables.map(\.name))
            #expect(second.tables.map(\.columnNames) == first.tables.map(\.columnNames))
            #expect(second.tables.allSatisfy { $0.newRecord == nil })
            #expect(Set(second.tables.map(\.name)).count == second.tables.count)
            // Without settings names stay as they are on record.
            let third = Modelling(streams, rules, resolved: known)
            #expect(third.tables.map(\.name) == first.tables.map(\.name))
            #expect(third.tables.map(\.columnNames) == first.tables.map(\.columnNames))
        }
    }

    @Test func aRenamedColumnOnRecord() {
        let before = records(Modelling([stream("s", [field("a"), field("b")])]))
        func model(_ name: String, _ resolved: ResolvedNames) -> Modelling {
            Modelling(
                [stream("s", [field("a"), field("b")])], naming: [TableNaming(renames: [(["a"], name)])],
                resolved: resolved)
        }
        let renamed = model("x", before)
        #expect(renamed.roots[0].columnNames == ["x", "b"])
        #expect(renamed.codes == [])
        let after = records(renamed)
        #expect(after.records[0].columns.map(\.name.text) == ["a", "b", "x"])
        #expect(model("x", after).roots[0].newRecord == nil)
        // The old column is there with old values, so nobody gets its name again.
        #expect(model("a", after).codes == [.columnNameTaken])
        #expect(model("b", before).codes == [.columnNameTaken])
    }

    @Test func keysOnRecordKeepTheirNames() {
        let orders = stream("s", in: nil, .appendDedup, [field("OrderId"), field("theNote")])
        let before = records(Modelling([orders], .bigQuery))
        let cased = Modelling([orders], .bigQuery, naming: [TableNaming(casing: .snake)], resolved: before)
        #expect(cased.roots[0].columnNames == ["OrderId", "the_note"])
        let renamed = Modelling(
            [orders], .bigQuery, naming: [TableNaming(renames: [(["OrderId"], "id")])], resolved: before)
        #expect(renamed.codes == [.columnNameTaken])
        #expect(Modelling([orders], naming: [TableNaming(renames: [(["OrderId"], "id")])]).codes == [])
    }

    @Test func streamsOfOneNameCannotShareASchema() {
        let streams = [stream("a", in: "x"), stream("a", in: "y"), stream("a")]
        let apart = Modelling(streams, naming: [TableNaming(schema: "z"), TableNaming(), TableNaming()])
        #expect(apart.codes == [])
        let together = Modelling(streams, naming: [TableNaming(schema: "Y"), TableNaming(), TableNaming()])
        let errors = together.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.code) == [.sharedSchema])
        #expect(errors[0].message.contains("of the namespace \"x\" and the namespace \"y\", would lie in"))
    }

    /// Where streams differ in case alone each has the raw table that is spelled like it, also if one is left out.
    @Test func aDisabledStreamKeepsItsRawTable() {
        let model = Modelling([stream("Foo")], disabled: [stream("foo")])
        #expect(model.roots[0].raw?.name.text == "_airbyte_raw_Foo")
        #expect(Modelling([stream("Foo")]).roots[0].raw?.name.text == "_airbyte_raw_foo")
    }
}
