import Catalog
import TableModel
import Testing

@Suite struct ColumnNameTests {
    /// Property, then its column on Postgres and on BigQuery.
    static let columns: [(String, String, String)] = [
        ("HKD@spéçiäl & characters", "HKD@spéçiäl & characters", "HKD_special___characters"),
        ("column`_'with\"_quotes", "column`_'with\"_quotes", "column___with__quotes"),
        ("User Id", "User Id", "User_Id"), ("100x72", "100x72", "_100x72"), ("order", "order", "order"),
        ("hash", "hash", "hash"), ("  lead", "  lead", "lead"), ("_AB_CDC", "_ab_cdc", "_AB_CDC"),
        ("DATA", "DATA", "DATA"), ("Id", "Id", "Id"), ("date", "date", "date"), ("NZD", "nzd", "NZD"),
        ("Groups", "groups", "Groups"),
        ("back\\slash {{ x }}", "back\\slash {{ x }}", "back_slash____x___"),
        ("tab\tline\n", "tab\tline\n", "tab_line"),
        ("文", "文", "_"), ("$", "$", "_"), ("ÄB", "ÄB", "AB"),
        (letters(44), "abcdefghijklmnopqrst__xyzabcdefghijklmnopqr", letters(44)),
        (letters(1005), letters(20) + "__" + letters(1005).suffix(21), letters(149) + "__" + letters(1005).suffix(149)),
        (letters(300), letters(20) + "__" + letters(300).suffix(21), letters(300)),
        ("_Table_x", "_table_x", "__Table_x"), ("__root__", "__root__", "___root__"),
        ("_partition", "_partition", "__partition"),
    ]

    @Test(arguments: columns) func names(property: String, postgres: String, bigQuery: String) {
        #expect(IdentifierRules.postgres.columns([property]) == [postgres])
        #expect(IdentifierRules.sqlite.columns([property]) == [postgres])
        #expect(IdentifierRules.bigQuery.columns([property]) == [bigQuery])
    }

    struct Collision: Sendable {
        let properties, postgres, sqlite, bigQuery: [String]
    }

    static let collisions = [
        Collision(
            properties: ["id", "User Id", "user_id", "User id", "user id", "User@Id", "UserId"],
            postgres: ["id", "User Id", "user_id", "User id", "user id", "User@Id", "userid"],
            sqlite: ["id", "User Id", "user_id", "User id_1", "user id_2", "User@Id", "userid"],
            bigQuery: ["id", "User_Id", "user_id_1", "User_id_2", "user_id_3", "User_Id_4", "UserId"]),
        Collision(
            properties: ["HKD@spéçiäl & characters", "HKD_special___characters"],
            postgres: ["HKD@spéçiäl & characters", "hkd_special___characters"],
            sqlite: ["HKD@spéçiäl & characters", "hkd_special___characters"],
            bigQuery: ["HKD_special___characters", "HKD_special___characters_1"]),
        Collision(
            properties: ["Status", "status", "STATUS"],
            postgres: ["status", "status_1", "status_2"],
            sqlite: ["status", "status_1", "status_2"],
            bigQuery: ["Status", "status_1", "STATUS_2"]),
        // A word that keeps its case is a name of its own, unless the database overlooks case.
        Collision(
            properties: ["Id", "id", "ID"], postgres: ["Id", "id", "ID"], sqlite: ["Id", "id_1", "id_2"],
            bigQuery: ["Id", "id_1", "ID_2"]),
        // A number that a property already has is left out, whichever of them comes first.
        Collision(
            properties: ["ab_1", "AB", "ab", "aB", "ab_3"],
            postgres: ["ab_1", "ab", "ab_2", "ab_3", "ab_3_1"],
            sqlite: ["ab_1", "ab", "ab_2", "ab_3", "ab_3_1"],
            bigQuery: ["ab_1", "AB", "ab_2", "aB_3", "ab_3_1"]),
        // Precomposed and decomposed are two names, except where accents go.
        Collision(
            properties: ["é", "e\u{301}"], postgres: ["é", "e\u{301}"], sqlite: ["é", "e\u{301}"],
            bigQuery: ["e", "e_1"]),
        // Only ASCII case is overlooked.
        Collision(
            properties: ["É x", "é x"], postgres: ["É x", "é x"], sqlite: ["É x", "é x"], bigQuery: ["E_x", "e_x_1"]),
    ]

    @Test(arguments: collisions) func collidingColumns(collision: Collision) {
        func exact(_ names: [String]) -> [ExactString] { names.map { ExactString($0) } }
        #expect(exact(IdentifierRules.postgres.columns(collision.properties)) == exact(collision.postgres))
        #expect(exact(IdentifierRules.sqlite.columns(collision.properties)) == exact(collision.sqlite))
        #expect(exact(IdentifierRules.bigQuery.columns(collision.properties)) == exact(collision.bigQuery))
    }

    @Test func theNumberSurvivesTheCut() {
        let properties = ["1", "2", "3"].map { letters(20) + $0 + "_and_the_same_ending_of_it" }
        #expect(
            IdentifierRules.postgres.columns(properties) == [
                "abcdefghijklmnopqrst__the_same_ending_of_it", "abcdefghijklmnopqrst__e_same_ending_of_it_1",
                "abcdefghijklmnopqrst__e_same_ending_of_it_2",
            ])
    }

    @Test func theSourceKeepsItsSpelling() throws {
        let table = try #require(Modelling([stream("s", [field("User Id"), field("user id")])], .sqlite).roots.first)
        #expect(table.columns.map(\.property) == ["User Id", "user id"])
    }

    /// Airbyte's own columns come first, so a property that folds to one of them gets a number.
    /// Properties that a database would take for something else in a query, or that no statement can hold.
    @Test func columnsThatCannotBe() {
        let properties = ["true", "FALSE", "_true", "planar_changed_since", "a\u{0}b", "ab", "\u{0}"]
        #expect(
            IdentifierRules.sqlite.columns(properties) == [
                "_true", "_false", "_true_1", "planar_changed_since", "ab", "ab_1", "_",
            ])
        #expect(
            IdentifierRules.postgres.columns(properties) == [
                "true", "FALSE", "_true", "planar_changed_since", "ab", "ab_1", "_",
            ])
        #expect(
            IdentifierRules.bigQuery.columns(properties) == [
                "true", "FALSE", "_true", "_planar_changed_since", "a_b", "ab", "_",
            ])
    }

    @Test func columnsOfAirbyteAreTaken() {
        #expect(
            IdentifierRules.postgres.columns(["_AIRBYTE_AB_ID", "_Airbyte_Emitted_At"]) == [
                "_airbyte_ab_id_1", "_airbyte_emitted_at_1",
            ])
        #expect(IdentifierRules.sqlite.columns(["_AIRBYTE_AB_ID"]) == ["_airbyte_ab_id_1"])
        #expect(IdentifierRules.bigQuery.columns(["_AIRBYTE_AB_ID"]) == ["_AIRBYTE_AB_ID_1"])
        #expect(
            IdentifierRules.postgres.columns(["_AIRBYTE_S_HASHID", "_AIRBYTE_UNIQUE_KEY_SCD"]) == [
                "_airbyte_s_hashid_1", "_airbyte_unique_key_scd_1",
            ])
        let child = Modelling([stream("s", [object("c", [field("_AIRBYTE_S_HASHID"), field("_AIRBYTE_C_HASHID")])])])
            .tables[1]
        #expect(child.columnNames == ["_airbyte_s_hashid_1", "_airbyte_c_hashid_1"])
    }

    @Test func columnsBeyondTheBytesOfTheEngine() {
        let properties = ["x", "y", "z"].map { String(repeating: "文", count: 30) + $0 }
        let names = IdentifierRules.postgres.columns(properties)
        #expect(
            names == [
                String(repeating: "文", count: 21), String(repeating: "文", count: 20) + "_1",
                String(repeating: "文", count: 20) + "_2",
            ])
        for scalar in ["é", "文", "😀"] {
            let alike = (0..<1_200).map { String(repeating: scalar, count: 43) + "\($0)" }
            let names = IdentifierRules.postgres.columns(alike)
            #expect(Set(names).count == alike.count)
            #expect(names.allSatisfy { $0.utf8.count <= 63 && $0.unicodeScalars.count <= 43 })
            #expect(names == IdentifierRules.postgres.columns(alike))
            #expect(Array(names.prefix(100)) == IdentifierRules.postgres.columns(Array(alike.prefix(100))))
        }
    }

    /// What has no letter or digit still has to be called something.
    @Test(arguments: ["   ", "\u{301}", "\t"]) func propertiesThatNormalizeToNothing(property: String) {
        for (name, rules) in IdentifierRules.all {
            let columns = rules.columns(["a", property])
            #expect(columns.count == 2 && !columns[1].isEmpty, "\(name)")
        }
    }

    /// Names that all become one, by the rules of each database.
    static let alike: [(String, IdentifierRules, [String])] = [
        ("bigquery", .bigQuery, (0..<5_000).map { "x\(Unicode.Scalar(0x4E00 + $0)!)" }),
        ("postgres", .postgres, (0..<5_000).map { letters(20) + "\($0)" + letters(30) }),
        ("postgres bytes", .postgres, (0..<5_000).map { String(repeating: "文", count: 22) + "\($0)" }),
        (
            "sqlite", .sqlite,
            (0..<5_000).map { number in
                String((0..<13).map { number >> $0 & 1 == 0 ? "a" : "A" }) + " b"
            }
        ),
    ]

    @Test(arguments: alike) func thousandsOfCollidingColumns(name: String, rules: IdentifierRules, properties: [String])
    {
        var names: [String] = []
        let time = seconds { names = rules.columns(properties) }
        #expect(Set(names.map { rules.collisionKey(column: Identifier($0)) }).count == properties.count)
        #expect(names.last.map { $0.hasSuffix("_4999") } == true)
        // Trying every number for every column takes minutes.
        #expect(time < 90, "\(name)")
    }
}
