import Catalog
import Testing

@testable import TableModel

/// Names of the tables of a catalog, where one decides another's.
@Suite struct TableNameTests {
    @Test func pathsBecomeNames() {
        let nested = Modelling([
            stream("unnest_alias", [array("children", [object("owner", [array("column`_'with\"_quotes")])])]),
            stream(
                "The parent stream has a nested column with a",
                [object("short_substream_name"), object("substream with a rather long name")]),
            stream("cars", [array("cars")]),
        ])
        #expect(
            nested.names == [
                "unnest_alias", "unnest_alias_children", "unnest_alias_children_owner",
                "unnest_alias_childre__column___with__quotes",
                "the_parent_stream_ha___nested_column_with_a", "the_parent_stream_ha___short_substream_name",
                "the_parent_stream_ha__th_a_rather_long_name", "cars", "cars_cars",
            ])
        #expect(nested.codes == [])
    }

    /// Path, then the digits of its hash in the schema `schema`.
    static let hashes: [([String], String)] = [
        (["parent", "child"], "30c"), (["PARENT", "Child"], "30c"),
        (["The parent stream has a nested column with a", "short_substream_name"], "cd9"),
        // Only ASCII is folded, and bytes are hashed.
        (["é"], "59c"), (["É"], "0b2"), (["e\u{301}"], "f34"),
    ]

    @Test(arguments: hashes) func hashesOfPaths(path: [String], digits: String) {
        #expect(pathHash(["schema"] + path, digits: 3, foldingCase: true) == digits)
    }

    /// A catalog in which the nested value at a path meets a stream, and is renamed.
    private func hashedName(_ path: [String], _ rules: IdentifierRules) -> String? {
        let parent = stream(path[0], in: "schema", .overwrite, [object(path[1])])
        let rival = stream(path.joined(separator: "_"), in: "schema")
        return Modelling([parent, rival], rules).tables.first { $0.path.count == 2 }?.name.name.text
    }

    /// Parent and child, then the name on Postgres and, where it is another, on BigQuery.
    static let hashedNames: [(String, String, String, String?)] = [
        ("parent", "child", "parent_30c_child", nil),
        ("PARENT", "Child", "parent_30c_child", "PARENT_30c_Child"),
        (
            "The parent stream has a nested column with a", "short_substream_name",
            "the_parent_stream__cd9_short_substream_name",
            "The_parent_stream_has_a_nested_column_with_a_cd9_short_substream_name"
        ),
        (
            "The parent stream has a nested column with a", "substream with a rather long name",
            "the_parent_0a5_substream_wi__her_long_name",
            "The_parent_stream_has_a_nested_column_with_a_0a5_substream_with_a_rather_long_name"
        ),
        // Each part is folded by itself.
        ("1Abc", "Child", "1Abc_e4f_child", "1Abc_e4f_Child"),
        // All fits, to the last letter; then the parent is cut.
        (String(repeating: "p", count: 20), letters(17), "pppppppppppppppppppp_022_abcdefghijklmnopq", nil),
        (
            String(repeating: "p", count: 20), letters(18), "pppppppppppppppppppp_028_abcdefghijklmnopqr", nil
        ),
        // Ten letters of the parent stay; then the child is cut.
        (
            String(repeating: "p", count: 30), letters(27), "ppppppppppp_5cf_abcdefghijklmnopqrstuvwxyza",
            String(repeating: "p", count: 30) + "_5cf_" + letters(27)
        ),
        (
            String(repeating: "p", count: 30), letters(28), "pppppppppp_4bd_abcdefghijkl__pqrstuvwxyzab",
            String(repeating: "p", count: 30) + "_4bd_" + letters(28)
        ),
        ("ppppp", letters(32), "ppppp_9de_" + letters(32), nil),
        ("ppppp", letters(33), "ppppp_c05_abcdefghijklmno__stuvwxyzabcdefg", "ppppp_c05_" + letters(33)),
        // The end that stays is that of the whole child.
        (
            String(repeating: "p", count: 30), letters(70), "pppppppppp_bc5_abcdefghijkl__fghijklmnopqr",
            String(repeating: "p", count: 30) + "_bc5_" + letters(70)
        ),
    ]

    @Test(arguments: hashedNames) func hashedNamesOfNestedValues(
        parent: String, child: String, postgres: String, bigQuery: String?
    ) {
        #expect(hashedName([parent, child], .postgres) == postgres)
        #expect(hashedName([parent, child], .bigQuery) == bigQuery ?? postgres)
    }

    @Test func aNestedValueMeetsAStream() {
        let renamed = Modelling([
            stream("simple stream name", in: "namespace"),
            stream("simple", in: "namespace", .overwrite, [object("stream_name")]),
        ])
        #expect(renamed.names == ["simple_stream_name_f35", "simple", "simple_b94_stream_name"])
        #expect(
            Modelling([
                stream("simple stream name", in: "a"), stream("simple", in: "b", .overwrite, [object("stream_name")]),
            ]).names == [
                "simple_stream_name", "simple", "simple_stream_name",
            ])
    }

    @Test func longStreamsMeetOnceTheyAreCut() {
        let long = "postgres_has_a_64_characters_limit_to_table_names_but_other_destinations_are_fine"
        let longer = "postgres_has_a_64_characters_and_not_more_limit_to_table_names_but_other_destinations_are_fine"
        let streams = [stream(long, in: "schema_test"), stream(longer, in: "schema_test"), stream(long, in: "another")]
        #expect(Modelling(streams, .bigQuery).names == [long, longer, long])
        let cut = "postgres_has_a_64_ch__inations_are_fine"
        #expect(
            Modelling(streams).names == ["\(cut)_e5a", "\(cut)_d2b", "postgres_has_a_64_ch__destinations_are_fine"])
    }

    /// Nested values without columns make no table, yet they take part.
    @Test func arraysOfScalarsAreCounted() {
        let tags = Modelling([stream("a", [array("tags", [])]), stream("a_tags", [field("id")])])
        #expect(tags.names == ["a", "a_tags_d6c"])
        #expect(tags.codes == [.tableHashed])
        #expect(
            tags.diagnostics[0].message
                == "a_tags: not the only one that would be called public.a_tags, so its table is called a_tags_d6c")
    }

    /// Two ways to one name that the original gives up on: the paths differ only in where they are joined.
    @Test func pathsThatJoinAlike() {
        for (name, rules) in IdentifierRules.all {
            let streams = [stream("a", [object("b", [object("c")])]), stream("a_b", [field("id"), object("c")])]
            let model = Modelling(streams, rules)
            #expect(Set(model.names).count == 5, "\(name): \(model.names)")
            #expect(model.names[0] == "a")
            #expect(model.names[3].hasPrefix("a_b_") && model.names[1].hasSuffix("_b"), "\(name)")
            #expect(Set(model.codes) == [.tableHashed], "\(name)")
        }
    }

    /// The hash overlooks case, so that the original's scheme leaves both with one name.
    @Test func pathsThatDifferInCase() {
        for (name, rules) in IdentifierRules.all {
            let model = Modelling([stream("a", [object("b"), object("B")])], rules)
            if !rules.foldsCase {
                // Two names on BigQuery.
                #expect(model.names == ["a", "a_b", "a_B"] && !model.codes.contains(.tableRenamed))
                continue
            }
            #expect(Set(model.names.map { $0.lowercased() }).count == 3, "\(name): \(model.names)")
            #expect(model.names[1].lowercased() == "a_483_b", "\(name)")
            #expect(model.diagnostics.filter { $0.severity == .warning }.map(\.code) == [.tableRenamed], "\(name)")
        }
    }

    @Test func aChildCalledLikeTheHistory() {
        let child = Modelling([stream("a", in: nil, .appendDedup, [field("id"), object("scd")])])
        #expect(child.tables[0].history?.name.text == "a_scd")
        #expect(child.names[1].hasPrefix("a_") && child.names[1].hasSuffix("_scd") && child.names[1] != "a_scd")
        #expect(child.codes == [.tableRenamed])
        #expect(
            child.diagnostics[0].message
                == "a.scd: the name public.a_scd belongs to the history of a, so its table is called \(child.names[1])")

        let stranger = Modelling([stream("a", in: nil, .appendDedup), stream("a_scd")])
        #expect(stranger.names[0] == "a" && stranger.names[1].hasPrefix("a_scd_"))
        #expect(stranger.codes == [.tableRenamed])

        let first = Modelling([stream("a_scd"), stream("a", in: nil, .appendDedup)])
        #expect(first.names[0] == "a_scd" && first.names[1].hasPrefix("a_"))
        #expect(first.tables[1].history?.name.text == first.names[1] + "_scd")

        #expect(Modelling([stream("a", [field("id"), object("scd")])]).names == ["a", "a_scd"])
        #expect(Modelling([stream("a", in: "x", .appendDedup), stream("a_scd", in: "y")]).names == ["a", "a_scd"])
    }

    @Test func aStreamCalledLikeARawTable() {
        let raw = Modelling([stream("_airbyte_raw_users"), stream("users"), stream("_airbyte", [object("raw_users")])])
        let names = Set(raw.names)
        #expect(names.count == 4 && !names.contains("_airbyte_raw_users"))
        #expect(raw.names[1] == "users")
        #expect(!raw.diagnostics.contains { $0.severity == .error })

        let alone = Modelling([stream("_airbyte_raw_users"), stream("users")])
        #expect(alone.names[0].hasPrefix("_airbyte_raw_users_"))
        #expect(alone.codes == [.tableRenamed])
        #expect(
            Modelling([stream("_airbyte_raw_users", in: "x"), stream("users", in: "y")]).names == [
                "_airbyte_raw_users", "users",
            ])
    }

    /// Streams that Postgres tells apart in raw tables alone; their hashes are one, too.
    @Test func streamsThatDifferInCase() {
        let model = Modelling([stream("Foo"), stream("foo", in: nil, .appendDedup)])
        #expect(model.names[0] == "foo_\(pathHash(["public", "foo"], digits: 3, foldingCase: true))")
        #expect(Set(model.names).count == 2 && model.names[1].hasPrefix("foo_"))
        #expect(model.roots.map { $0.raw?.name.text } == ["_airbyte_raw_Foo", "_airbyte_raw_foo"])
        #expect(model.codes.contains(.tableRenamed) && !model.diagnostics.contains { $0.severity == .error })
    }

    @Test func sqliteNamesCarryTheSchema() {
        let streams = [
            stream("users"), stream("users", in: "Sales EU", .appendDedup, [field("id"), object("home")]),
            stream("users", in: "main"),
        ]
        let tables = Modelling(Array(streams.prefix(2)), .sqlite, defaultSchema: "main").tables
        #expect(tables.map(\.name.name.text) == ["users", "sales_eu__users", "sales_eu__users_home"])
        #expect(tables[1].history?.name.text == "sales_eu__users_scd")
        #expect(tables.map { $0.raw?.name.text } == ["_airbyte_raw_users", "sales_eu___airbyte_raw_users", nil])
        // The default schema by its name is the default schema.
        #expect(Modelling(streams, .sqlite, defaultSchema: "main").codes.contains(.sharedRawTable))

        let meeting = Modelling([stream("x", in: "a__b"), stream("b__x", in: "a")], .sqlite, defaultSchema: "main")
        #expect(Set(meeting.names).count == 2)
        #expect(meeting.names.allSatisfy { $0.hasPrefix("a__b__x_") })
        let cases = Modelling([stream("x", [object("User"), object("y")]), stream("X_Y", in: nil)], .sqlite)
        #expect(Set(cases.names.map { $0.lowercased() }).count == 4)
    }

    /// Names on Postgres differ in case only where words keep theirs; SQLite takes them for one.
    @Test func caseOfReservedWordsInNames() {
        let streams = [stream("s", [object("x")]), stream("DATA", in: "d"), stream("Data", in: "e")]
        #expect(Modelling(streams).names == ["s", "s_x", "DATA", "Data"])
        #expect(Modelling(streams, .sqlite, defaultSchema: "main").names == ["s", "s_x", "d__DATA", "e__Data"])
    }
}
