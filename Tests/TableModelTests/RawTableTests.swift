import Catalog
import TableModel
import Testing

@Suite struct RawTableTests {
    private func raw(
        _ name: String, in namespace: String? = nil, _ rules: IdentifierRules, existing: Set<String>? = nil
    ) -> String? {
        Modelling([stream(name, in: namespace)], rules, defaultSchema: "main", rawTables: existing).roots.first?.raw.map
        { "\($0)" }
    }

    static let names: [(String, String, String)] = [
        ("users", "main._airbyte_raw_users", "main._airbyte_raw_users"),
        ("User Events", "main._airbyte_raw_user_events", "main._airbyte_raw_User_Events"),
        ("DATA", "main._airbyte_raw_data", "main._airbyte_raw_DATA"),
        ("identifiêr", "main._airbyte_raw_identifier", "main._airbyte_raw_identifier"),
        (letters(50), "main._airbyte_raw_\(letters(50))", "main._airbyte_raw_\(letters(50))"),
        // The server cuts the end off, where tables lose their middle.
        (letters(60), "main._airbyte_raw_\(letters(50))", "main._airbyte_raw_\(letters(60))"),
    ]

    @Test(arguments: names) func rawTables(name: String, postgres: String, bigQuery: String) {
        #expect(raw(name, .postgres) == postgres)
        #expect(raw(name, .sqlite) == postgres)
        #expect(raw(name, .bigQuery) == bigQuery)
    }

    /// Namespace, the tables that are there (nil: nobody asked), and the one that is read.
    static let spellings: [(String?, Set<String>?, String)] = [
        (nil, nil, "_airbyte_raw_users"), ("shop", nil, "shop___airbyte_raw_users"),
        ("main", nil, "_airbyte_raw_users"),
        ("shop", ["shop___airbyte_raw_users", "_airbyte_raw_users"], "shop___airbyte_raw_users"),
        ("shop", ["_airbyte_raw_users", "_airbyte_raw_others"], "_airbyte_raw_users"),
        ("shop", [], "shop___airbyte_raw_users"), ("shop", ["others"], "shop___airbyte_raw_users"),
        (nil, ["main___airbyte_raw_users"], "main___airbyte_raw_users"), (nil, ["others"], "_airbyte_raw_users"),
        ("shop", ["SHOP___airbyte_raw_Users"], "SHOP___airbyte_raw_Users"),
        ("Shop Ltd", ["shop_ltd___airbyte_raw_users"], "shop_ltd___airbyte_raw_users"),
    ]

    @Test(arguments: spellings) func spellingsOnSQLite(namespace: String?, existing: Set<String>?, read: String) {
        let model = Modelling([stream("users", in: namespace)], .sqlite, defaultSchema: "main", rawTables: existing)
        #expect(model.roots.first?.raw?.name.text == read)
        #expect(model.codes == [])
    }

    /// Loaders that leave the name of a stream as it is.
    @Test func rawTablesUnderTheSpellingOfTheSource() {
        let existing: Set = ["_airbyte_raw_User Events", "shop___airbyte_raw_User-Lists"]
        let model = Modelling(
            [stream("User Events"), stream("User-Lists", in: "shop")], .sqlite, defaultSchema: "main",
            rawTables: existing)
        #expect(model.roots.map { $0.raw?.name.text } == ["_airbyte_raw_User Events", "shop___airbyte_raw_User-Lists"])
    }

    /// On databases with schemas the names alone say nothing.
    @Test func schemasNeedNoSpellings() {
        #expect(
            raw("users", in: "shop", .postgres, existing: ["shop___airbyte_raw_users"]) == "shop._airbyte_raw_users")
    }

    struct Sharing: Sendable {
        let first, second: StreamSchema
        let on: [IdentifierRules]
    }

    static let sharing = [
        Sharing(first: stream("Foo"), second: stream("foo"), on: [.sqlite]),
        Sharing(first: stream("a b"), second: stream("a_b"), on: [.postgres, .sqlite, .bigQuery]),
        Sharing(first: stream("é"), second: stream("e\u{301}"), on: [.postgres, .sqlite, .bigQuery]),
        Sharing(first: stream("x", in: "Sales-EU"), second: stream("x", in: "sales_eu"), on: [.postgres, .sqlite]),
        Sharing(first: stream("x"), second: stream("x", in: "public"), on: [.postgres, .sqlite, .bigQuery]),
        Sharing(first: stream(letters(60)), second: stream(letters(61)), on: [.postgres, .sqlite]),
    ]

    @Test(arguments: sharing) func twoStreamsInOneRawTable(sharing: Sharing) {
        for (name, rules) in IdentifierRules.all {
            let isShared = sharing.on.contains {
                $0.engineLimit == rules.engineLimit && $0.schemaStandsInName == rules.schemaStandsInName
            }
            guard isShared || rules.foldsCase else { continue }
            let errors = Modelling([sharing.first, sharing.second], rules).diagnostics.filter { $0.severity == .error }
            #expect(errors.map(\.code) == (isShared ? [.sharedRawTable] : []), "\(name)")
            #expect(errors.allSatisfy { $0.message.contains(": its raw table would be ") }, "\(name)")
        }
        // Neither is wrong alone.
        #expect(Modelling([sharing.first]).codes == [])
        #expect(Modelling([sharing.second]).codes == [])
    }

    @Test func rawTablesOfTwoSchemasOnSQLite() {
        let model = Modelling([stream("x", in: "a__b"), stream("x", in: "a")], .sqlite, defaultSchema: "main")
        #expect(model.roots.map { $0.raw?.name.text } == ["a__b___airbyte_raw_x", "a___airbyte_raw_x"])
        #expect(model.codes == [])
    }

    /// Vectors of Destinations V2: `stream` stands behind more `_` than the names have in a row.
    @Test(arguments: [
        ("public", "users", "public_raw__stream_users"),
        ("public", "user_events", "public_raw__stream_user_events"),
        ("public__ab", "abab_users", "public__ab_raw___stream_abab_users"),
        ("a_", "_b", "a__raw___stream__b"),
        ("Public", "Café Été", "public_raw__stream_cafe_ete"),
    ])
    func rawTablesOfV2(namespace: String, stream: String, expected: String) {
        let raw = IdentifierRules.postgres.rawTableOfV2(stream, namespace: namespace, schema: "airbyte_internal")
        #expect("\(raw)" == "airbyte_internal.\(expected)")
        let sqlite = IdentifierRules.sqlite.rawTableOfV2("users", namespace: "main", schema: "airbyte_internal")
        #expect(sqlite.name.text == "airbyte_internal__main_raw__stream_users")
    }
}
