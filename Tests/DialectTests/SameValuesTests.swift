import Catalog
import Dialects
import TableModel
import Testing

/// The expressions run on a SQLite and a Postgres database, which have to agree: on the value that a record leaves in a
/// column, on its hash, its order and on what is refused.
@Suite struct SameValuesTests {
    private func record(_ json: String) -> String { #"{"other": 0, "p": \#(json)}"# }

    /// The value of the property `p`, as the chain of a table takes it apart.
    private func cell(_ json: String?, _ type: SchemaType, _ dialect: any Dialect) -> SQL {
        let document = dialect.document(json.map(record) ?? #"{"other": 0}"#)
        return dialect.cast(dialect.extract("p", from: document, as: type), to: type)
    }

    /// A table `cell` of these values, under the numbers of their places.
    private func store(_ values: [String?], _ type: SchemaType, in databases: Databases) async throws {
        try await databases.execute { dialect in
            let rows: [SQL] = values.enumerated().map { "(\($0), \(cell($1, type, dialect)))" }
            return """
                drop table if exists cell;
                create temp table cell (id integer, c \(dialect.columnType(type)));
                insert into cell (id, c) values \(rows.joined(", "));
                """
        }
    }

    @Test func castValues() async throws {
        let databases = try await Databases.open("dialect_casts")
        for (type, values) in TypedValues.fitting {
            try await store([nil] + values, type, in: databases)
            let outcomes = try await databases.ask { "select id, \($0.shown("c", type)) from cell order by id" }
            guard case .rows(let postgres) = outcomes[0], case .rows(let sqlite) = outcomes[1] else {
                Issue.record("\(type): \(outcomes)")
                continue
            }
            for (value, (left, right)) in zip([nil] + values, zip(postgres, sqlite)) {
                #expect(left[1] == right[1], "\(type): \(value ?? "absent")")
            }
            #expect(postgres.count == values.count + 1 && sqlite.count == postgres.count)
        }
        await databases.close()
    }

    @Test func refusedValues() async throws {
        let databases = try await Databases.open("dialect_misfits")
        for (type, values) in TypedValues.misfits {
            for value in values {
                let outcomes = try await databases.ask { "select \($0.shown(cell(value, type, $0), type))" }
                for (dialect, outcome) in zip(dialects, outcomes) {
                    if case .rows = outcome { Issue.record("\(dialect.name), \(type): \(value) is taken: \(outcome)") }
                }
                #expect(outcomes[0] == outcomes[1], "\(type): \(value)")
            }
        }
        await databases.close()
    }

    /// The one thing that is refused on SQLite alone: zones whose offset changes over the year.
    @Test func zonesByTheNameOfAPlace() async throws {
        let databases = try await Databases.open("dialect_zones")
        let outcomes = try await databases.ask { dialect in
            "select \(dialect.shown(cell("\"2020-09-01 10:11:12 America/New_York\"", .timestamp(zoned: true), dialect), .timestamp(zoned: true)))"
        }
        #expect(
            outcomes == [
                .rows([["2020-09-01 14:11:12+00"]]), .failure("time zone \"america/new_york\" not recognized"),
            ])
        await databases.close()
    }

    @Test func hashesOfOneColumn() async throws {
        let databases = try await Databases.open("dialect_hash_one")
        for (type, values) in TypedValues.fitting {
            try await store([nil] + values, type, in: databases)
            let outcomes = try await databases.ask {
                "select id, \($0.hash([TypedColumn("c", type)])) from cell order by id"
            }
            #expect(outcomes[0] == outcomes[1], "\(type)")
            // Absent is as empty: MD5 of nothing.
            if case .rows(let rows) = outcomes[0] { #expect(rows[0][1] == "d41d8cd98f00b204e9800998ecf8427e") }
        }
        await databases.close()
    }

    @Test func knownHashes() async throws {
        let databases = try await Databases.open("dialect_hash_known")
        let known: [([(String, SchemaType)], String)] = [
            ([("1", .integer)], "c4ca4238a0b923820dcc509a6f75849b"),
            ([("1", .integer), ("\"USD\"", .string), ("1.14", .number)], "a644237dddbf9b9abb45661c62c887ff"),
            ([("2", .integer), ("\"EUR\"", .string), ("2.43", .number)], "efa7914ef2fbe5571267f818e4a02da3"),
            ([("null", .integer)], "d41d8cd98f00b204e9800998ecf8427e"),
            // No value is like an empty one, and values may run into each other: as in the original.
            ([("null", .string), ("null", .string)], "336d5ebc5436534e61d16e63ddfca327"),
            ([("\"\"", .string), ("\"\"", .string)], "336d5ebc5436534e61d16e63ddfca327"),
            ([("\"a-b\"", .string), ("\"c\"", .string)], "7b193b3d33184464106f41ddf733783b"),
            ([("\"a\"", .string), ("\"b-c\"", .string)], "7b193b3d33184464106f41ddf733783b"),
        ]
        for (values, hash) in known {
            let outcomes = try await databases.ask { dialect in
                "select \(dialect.hash(values.map { TypedColumn(cell($0.0, $0.1, dialect), $0.1) }))"
            }
            #expect(outcomes == [.rows([[hash]]), .rows([[hash]])], "\(values)")
        }
        await databases.close()
    }

    /// Columns of every type, each with the values in turn, as many as a table may have.
    @Test(arguments: [2, 14, 99, 100, 128, 250]) func hashesOfManyColumns(count: Int) async throws {
        let databases = try await Databases.open("dialect_hash_\(count)")
        let columns = (0..<count).map { index in
            let (type, values) = TypedValues.fitting[index % TypedValues.fitting.count]
            return (
                name: Identifier("Column \(index)"), type: type,
                value: index % 7 == 0 ? nil : values[(index * 5) % values.count]
            )
        }
        try await databases.execute { dialect in
            let definitions: [SQL] = columns.map { "\(dialect.quoted($0.name)) \(dialect.columnType($0.type))" }
            let values: [SQL] = columns.map { cell($0.value, $0.type, dialect) }
            return """
                create temp table wide (\(definitions.joined(", ")));
                insert into wide values (\(values.joined(", ")));
                """
        }
        let outcomes = try await databases.ask { dialect in
            "select \(dialect.hash(columns.map { TypedColumn(dialect.quoted($0.name), $0.type) })) from wide"
        }
        #expect(outcomes[0] == outcomes[1])
        // In groups or not, it is one text that is hashed.
        let flat = try await databases.ask { dialect in
            let texts: [SQL] = columns.map { "coalesce(\(dialect.shown(dialect.quoted($0.name), $0.type)), '')" }
            let whole = texts.enumerated().map { $0 == 0 ? $1 : "|| '-' || \($1)" as SQL }.joined(" ")
            return dialect.hasSchemas ? "select md5(\(whole)) from wide" : "select planar_md5(\(whole)) from wide"
        }
        #expect(flat == outcomes)
        await databases.close()
    }

    /// Kinds whose order SQLite cannot have from their texts.
    private static let unordered: Set<SchemaType> = [.object, .array(ofScalars: true), .array(ofScalars: false), .json]

    @Test func orders() async throws {
        let databases = try await Databases.open("dialect_orders")
        for (type, values) in TypedValues.fitting where !Self.unordered.contains(type) {
            try await store([nil] + values, type, in: databases)
            let outcomes = try await databases.ask { dialect in
                "select id, \(dialect.shown("c", type)) as shown from cell order by \(dialect.ordering(TypedColumn("c", type))) desc nulls last, id"
            }
            #expect(outcomes[0] == outcomes[1], "\(type)")
        }
        await databases.close()
    }

    /// Which values are told apart: each has the number of the first that it is equal to.
    @Test func identities() async throws {
        let databases = try await Databases.open("dialect_identities")
        for (type, values) in TypedValues.fitting {
            try await store([nil] + values, type, in: databases)
            let outcomes = try await databases.ask { dialect in
                """
                select id, min(id) over (partition by \(dialect.identity(TypedColumn("c", type)))), \(dialect.shown("c", type))
                from cell order by id
                """
            }
            #expect(outcomes[0] == outcomes[1], "\(type)")
        }
        await databases.close()
    }

    @Test func elementsOfArrays() async throws {
        let databases = try await Databases.open("dialect_elements")
        let values: [String?] = [
            nil, "null", "[]", "{}", "\"[1]\"", "1", "true", "[1, 2]", "[null]",
            #"["a", 1.50, true, {"id": 1, "1": "x"}, [7, 8]]"#,
            #"[{"id": {"b": 1, "a": 2}}]"#, "[[], [[]]]", #"[{"id": "文"}, {"id": null}, {}]"#,
        ]
        let properties: [(String, SchemaType)] = [
            ("id", .string), ("id", .json), ("1", .string), ("1", .json), ("-1", .string), ("x", .string),
        ]
        try await store(values, .array(ofScalars: false), in: databases)
        for (property, type) in properties {
            let outcomes = try await databases.ask { dialect in
                let element = dialect.element
                return """
                    select parent.id, \(dialect.shown(dialect.extract(property, from: element, as: type), type))
                    from cell as parent, \(dialect.elements(of: "parent.c", numbered: false))
                    """
            }
            // Neither has an order.
            #expect(outcomes[0].sorted == outcomes[1].sorted, "\(property)")
            #expect(outcomes[0].sorted.count == 14)
        }
        await databases.close()
    }

    /// Properties that look like numbers, in documents of every kind.
    @Test func numbersAsProperties() async throws {
        let databases = try await Databases.open("dialect_numbers")
        let documents = [
            "[10, 20, 30]", #"{"1": "one", " 1": "space", "+1": "plus", "01": "zero", "-1": "minus"}"#, "[]", "7",
            "\"text\"", "null",
        ]
        for document in documents {
            for property in [
                "0", "1", "2", "3", "-1", "-3", "-4", "+1", "01", " 1", "1 ", "1.0", "0x1", "99999999999", "-0", "",
                "１",
            ] {
                for type in [SchemaType.string, .json] {
                    let outcomes = try await databases.ask { dialect in
                        "select \(dialect.shown(dialect.extract(property, from: dialect.document(document), as: type), type))"
                    }
                    #expect(outcomes[0] == outcomes[1], "\(property.debugDescription) of \(document) as \(type)")
                }
            }
        }
        await databases.close()
    }
}
