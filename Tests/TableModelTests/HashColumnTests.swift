import Catalog
import TableModel
import Testing

/// `_airbyte_<leaf>_hashid`, which a child carries twice: its own and its parent's.
@Suite struct HashColumnTests {
    static let leaves: [(String, String, String)] = [
        ("users", "_airbyte_users_hashid", "_airbyte_users_hashid"),
        ("DATA", "_airbyte_data_hashid", "_airbyte_DATA_hashid"),
        ("column`_'with\"_quotes", "_airbyte_column___with__quotes_hashid", "_airbyte_column___with__quotes_hashid"),
        (
            "nested_stream_with_complex_columns_resulting_into_long_names",
            "_airbyte_nested_stre__nto_long_names_hashid",
            "_airbyte_nested_stream_with_complex_columns_resulting_into_long_names_hashid"
        ),
        (
            "multiple_column_names_conflicts", "_airbyte_multiple_co__ames_conflicts_hashid",
            "_airbyte_multiple_column_names_conflicts_hashid"
        ),
        ("User Events", "_airbyte_user_events_hashid", "_airbyte_User_Events_hashid"),
    ]

    @Test(arguments: leaves) func streams(name: String, postgres: String, bigQuery: String) {
        #expect(Modelling([stream(name)]).roots.first?.hashColumn.text == postgres)
        #expect(Modelling([stream(name)], .bigQuery).roots.first?.hashColumn.text == bigQuery)
    }

    @Test(arguments: leaves) func children(name: String, postgres: String, bigQuery: String) {
        let streams = [stream("s", [object(name)])]
        #expect(Modelling(streams).tables[1].hashColumn.text == postgres)
        #expect(Modelling(streams, .bigQuery).tables[1].hashColumn.text == bigQuery)
    }

    @Test func theLinkIsTheHashColumnOfTheParent() {
        let tables = Modelling([
            stream("unnest_alias", [array("children", [object("owner", [array("column`_'with\"_quotes")])])])
        ]).tables
        #expect(
            tables.map(\.hashColumn.text) == [
                "_airbyte_unnest_alias_hashid", "_airbyte_children_hashid", "_airbyte_owner_hashid",
                "_airbyte_column___with__quotes_hashid",
            ])
        #expect(tables.map { $0.nesting.parentHash } == [nil] + tables.dropLast().map(\.hashColumn))
    }

    @Test func aChildCalledLikeItsParent() {
        let cars = Modelling([stream("cars", [array("cars", [array("cars", [object("wheels", [object("cars")])])])])])
            .tables
        #expect(
            cars.map(\.hashColumn.text) == [
                "_airbyte_cars_hashid", "_airbyte_cars_2_hashid", "_airbyte_cars_3_hashid", "_airbyte_wheels_hashid",
                "_airbyte_cars_hashid",
            ])
        let cases = Modelling([stream("Cars", [array("CARS")])])
        #expect(cases.tables[1].hashColumn.text == "_airbyte_cars_2_hashid")
    }

    /// A table that is renamed keeps the name of its leaf here.
    @Test func collisionsDoNotShow() {
        let tables = Modelling([stream("parent", [object("child")]), stream("parent_child")]).tables
        #expect(
            tables.map(\.hashColumn.text) == [
                "_airbyte_parent_hashid", "_airbyte_child_hashid", "_airbyte_parent_child_hashid",
            ])
    }

    /// Parents and children that are called alike only once they are normalized or cut.
    static let alike: [(String, String)] = [
        ("Foo Bar", "foo_bar"), ("foo bar", "foo bar"), ("foo-bar", "Foo Bar"), ("é", "e\u{301}"), ("a.b", "a b"),
        ("文", "字"),
        (letters(20) + "1" + letters(30), letters(20) + "2" + letters(30)),
    ]

    @Test(arguments: alike) func childAndParentAreToldApart(parent: String, child: String) {
        for (name, rules) in IdentifierRules.all {
            for table in Modelling([stream(parent, [object(child, [object(parent)])])], rules).tables.dropFirst() {
                let link = table.nesting.parentHash.map(rules.collisionKey(column:))
                #expect(link != rules.collisionKey(column: table.hashColumn), "\(name): \(table.name)")
            }
        }
    }
}
