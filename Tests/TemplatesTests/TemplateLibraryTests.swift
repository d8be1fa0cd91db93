import Dialects
import Testing

@testable import Templates

@Suite struct TemplateLibraryTests {
    private let clear: [String: SlotValue] = ["target": .one("t")]

    private func message(_ body: () throws(TemplateError) -> Void) -> String? {
        do { try body() } catch { return error.description }
        return nil
    }

    @Test(arguments: ["postgres", "sqlite"]) func builtInTemplatesParse(dialect: String) throws {
        let library = try TemplateLibrary(dialect: dialect)
        #expect(try library.render("clear.sql", clear).text.contains("delete from t"))
    }

    @Test func aDialectHasItsOwn() throws {
        let values: [String: SlotValue] = ["target": .one("t"), "select": .one("select 1 as a")]
        let offered: [String: SlotValue] = ["definitions": .many(["a int"])]
        let shared = try TemplateLibrary(dialect: "postgres").render("build.sql", values, offered: offered).text
        let own = try TemplateLibrary(dialect: "sqlite").render("build.sql", values, offered: offered).text
        #expect(!shared.contains("a int"))
        #expect(own.contains("a int"))
    }

    @Test func overridesByPath() throws {
        let overrides = ["shared/clear.sql": "-- No rows.\ntruncate {{ target }};\n"]
        for dialect in ["postgres", "sqlite"] {
            let library = try TemplateLibrary(dialect: dialect, overrides: overrides)
            #expect(try library.render("clear.sql", clear).text == "-- No rows.\ntruncate t;")
        }
    }

    /// A dialect's own template goes before the shared one, whoever wrote them.
    @Test func overridesOfOneDialect() throws {
        let values: [String: SlotValue] = ["target": .one("t"), "select": .one("select 1")]
        let offered: [String: SlotValue] = ["definitions": .many(["a int"])]
        let overrides = [
            "shared/build.sql": "-- shared {{ target }} {{ select }}",
            "sqlite/build.sql": "-- sqlite {{ target }} {{ select }}",
        ]
        for (dialect, text) in [("postgres", "-- shared t select 1"), ("sqlite", "-- sqlite t select 1")] {
            let library = try TemplateLibrary(dialect: dialect, overrides: overrides)
            #expect(try library.render("build.sql", values, offered: offered).text == text)
        }
        let shared = try TemplateLibrary(dialect: "sqlite", overrides: ["shared/build.sql": "-- {{ target }}"])
        #expect(try shared.render("build.sql", values, offered: offered).text.contains("a int"))
    }

    @Test(arguments: ["clear.sql", "shared/clear", "shared/nosuch.sql", "mysql/clear.sql", "Shared/clear.sql", ""])
    func unknownPathsAreRefused(path: String) throws {
        let refused = try #require(
            message { () throws(TemplateError) in _ = try TemplateLibrary(dialect: "postgres", overrides: [path: "x"]) }
        )
        #expect(refused.hasPrefix("\(path):1: no built-in template has this path; there are "))
        #expect(refused.contains("shared/clear.sql, shared/create.sql"))
    }

    /// The first in the order of the alphabet, so that the message is the same each time.
    @Test func severalUnknownPaths() {
        let overrides = ["shared/z.sql": "", "shared/a.sql": "", "shared/m.sql": ""]
        let refused = message { () throws(TemplateError) in
            _ = try TemplateLibrary(dialect: "postgres", overrides: overrides)
        }
        #expect(refused?.hasPrefix("shared/a.sql:1: ") == true)
    }

    /// Errors name the file that the user wrote.
    static let wrong: [(String, String)] = [
        ("-- No rows.\ndelete from {{ target", "shared/clear.sql:2: a slot is opened but not closed"),
        ("-- No rows.\n\ndelete from {{ targt }};", "shared/clear.sql:3: nothing to put into {{ targt }}"),
        ("-- No rows.\ndelete from t;\n", "shared/clear.sql:2: there is no slot for target"),
        ("", "shared/clear.sql:1: there is no slot for target"),
        ("-- No rows.\n    {{* target }}", "shared/clear.sql:2: {{* target }} takes a list"),
    ]

    @Test(arguments: wrong) func wrongOverrides(text: String, expected: String) {
        let found = message { () throws(TemplateError) in
            _ = try TemplateLibrary(dialect: "sqlite", overrides: ["shared/clear.sql": text]).render("clear.sql", clear)
        }
        #expect(found == expected)
    }

    /// What another dialect would use is not even parsed.
    @Test func overridesOfOtherDialects() throws {
        let library = try TemplateLibrary(dialect: "postgres", overrides: ["sqlite/build.sql": "{{"])
        #expect(try library.render("clear.sql", clear).text.contains("delete from t"))
    }

    @Test func templatesThatDoNotExist() {
        let found = message { () throws(TemplateError) in
            _ = try TemplateLibrary(dialect: "postgres").render("nosuch.sql", [:])
        }
        #expect(found?.hasPrefix("nosuch.sql:1: no such template; there are ") == true)
    }

    /// What runs by itself says in its first line which rows come out of it.
    @Test func statementsBeginWithAComment() {
        for (path, text) in embeddedTemplates where text.hasSuffix(";\n") && !path.hasSuffix("file.sql") {
            #expect(text.hasPrefix("-- "), "\(path)")
        }
    }
}
