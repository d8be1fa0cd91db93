import Catalog
import Dialects
import Runner
import TableModel
import Testing

@Suite struct QuotingTests {
    /// A name or text, and what stands between the quotes.
    static let identifiers: [(String, String)] = [
        ("id", #""id""#), ("User Id", #""User Id""#), ("a\"b", #""a""b""#), ("\"", #""""""#), ("\"\"", #""""""""#),
        ("it's", #""it's""#), ("back\\slash\\", #""back\slash\""#), ("line\nbreak", "\"line\nbreak\""),
        ("a\u{0}b", #""ab""#),
        ("a--b", #""a--b""#), ("/* a", #""/* a""#), ("*/ a", #""*/ a""#),
        ("x\"; drop table t; --", #""x""; drop table t; --""#),
        ("$$", #""$$""#), ("$1", #""$1""#), ("?1 :a @b", #""?1 :a @b""#), ("{{ a }}", #""{{ a }}""#), ("%s", #""%s""#),
        ("文😀", #""文😀""#),
        ("e\u{301}", "\"e\u{301}\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("\u{2028}", "\"\u{2028}\""),
        ("E'a", #""E'a""#), ("`a`", #""`a`""#),
        ("[a]", #""[a]""#), ("_airbyte", #""_airbyte""#), ("_AIRBYTE_AB_ID", #""_AIRBYTE_AB_ID""#),
        ("_airbyte_a b", #""_airbyte_a b""#),
        // Airbyte's own columns stay plain.
        ("_airbyte_ab_id", "_airbyte_ab_id"), ("_airbyte_users_2_hashid", "_airbyte_users_2_hashid"),
        ("_airbyte_DATA_hashid", #""_airbyte_DATA_hashid""#),
    ]

    @Test(arguments: identifiers) func names(name: String, quoted: String) {
        for dialect in dialects {
            #expect(dialect.quoted(Identifier(name)).text.utf8.elementsEqual(quoted.utf8), "\(dialect.name)")
        }
    }

    static let literals: [(String, String)] = [
        ("", "''"), ("a", "'a'"), ("it's", "'it''s'"), ("'", "''''"), ("''", "''''''"), ("a\"b", "'a\"b'"),
        ("\\", "'\\'"), ("\\'", "'\\'''"),
        ("a\u{0}b", "'ab'"), ("line\nbreak\r\n", "'line\nbreak\r\n'"), ("a--b /* c", "'a--b /* c'"),
        ("'; drop table t; --", "'''; drop table t; --'"),
        ("'\u{301}", "'''\u{301}'"), ("{{ a }}", "'{{ a }}'"), ("文😀", "'文😀'"), ("$1 ?1 :a", "'$1 ?1 :a'"),
    ]

    @Test(arguments: literals) func texts(text: String, quoted: String) {
        for dialect in dialects {
            #expect(dialect.literal(text).text.utf8.elementsEqual(quoted.utf8), "\(dialect.name)")
        }
    }

    private static let hostile =
        identifiers.map(\.0).filter { !$0.contains("\u{0}") } + ["select", "x; --", "')", "\t", " ", "\u{7F}", "a\rb"]

    @Test func textsComeBack() async throws {
        let databases = try await Databases.open("dialect_texts")
        for text in Self.hostile + Self.literals.map(\.0) {
            let expected = text.replacing("\u{0}", with: "")
            for (dialect, outcome) in zip(dialects, try await databases.ask { "select \($0.literal(text))" }) {
                #expect(outcome == .rows([[expected]]), "\(dialect.name): \(text.debugDescription)")
            }
        }
        await databases.close()
    }

    /// As tables, columns, properties and CTEs, all at once.
    @Test func namesComeBack() async throws {
        let databases = try await Databases.open("dialect_names")
        let schema = Identifier("public")
        for (number, name) in Self.hostile.enumerated() {
            let identifier = Identifier(name)
            let table = TableName(schema: schema, name: Identifier("\(number) \(name)"))
            try await databases.execute { dialect in
                """
                create table \(dialect.relation(table)) (\(dialect.quoted(identifier)) \(dialect.columnType(.string)));
                insert into \(dialect.relation(table)) (\(dialect.quoted(identifier))) values (\(dialect.literal(name)));
                """
            }
            let outcomes = try await databases.ask { dialect in
                """
                with \(dialect.quoted(identifier)) as (select \(dialect.quoted(identifier)) from \(dialect.relation(table)))
                select \(dialect.quoted(identifier)) from \(dialect.quoted(identifier))
                """
            }
            for (dialect, outcome) in zip(dialects, outcomes) {
                #expect(outcome == .rows([[name]]), "\(dialect.name): \(name.debugDescription)")
                let found = try await databases.connection(dialect).relations(in: [schema])[table]
                #expect(found?.map(\.name) == [identifier], "\(dialect.name): \(name.debugDescription)")
            }
        }
        await databases.close()
    }

    @Test func propertiesAreFoundUnderAnyName() async throws {
        let databases = try await Databases.open("dialect_properties")
        for name in Self.hostile + ["", "a.b", "a[0]", "$", "$.a", "0", "01", "-1", "+1", " 1", "1 "] {
            let key = name.unicodeScalars.reduce(into: "") { text, scalar in
                switch scalar {
                case "\"", "\\": text += "\\\(scalar)"
                case "\u{0}"..<" ": text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                default: text.unicodeScalars.append(scalar)
                }
            }
            let document = #"{"other": 1, "\#(key)": "found", "nested": {"\#(key)": 2}}"#
            let outcomes = try await databases.ask { dialect in
                let record = dialect.document(document)
                let json = dialect.extract(name, from: record, as: .json)
                return "select \(dialect.extract(name, from: record, as: .string)), \(dialect.shown(json, .json))"
            }
            for (dialect, outcome) in zip(dialects, outcomes) {
                #expect(outcome == .rows([["found", "\"found\""]]), "\(dialect.name): \(name.debugDescription)")
            }
        }
        await databases.close()
    }
}
