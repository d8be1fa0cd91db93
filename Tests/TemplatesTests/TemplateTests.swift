import Dialects
import Testing

@testable import Templates

@Suite struct TemplateTests {
    struct Rendering: Sendable, CustomTestStringConvertible {
        let what: String
        let template: String
        var values: [String: SlotValue] = [:]
        var offered: [String: SlotValue] = [:]
        let sql: String
        var testDescription: String { what }
    }

    static let renderings = [
        Rendering(what: "no slots", template: "select 1\n", sql: "select 1"),
        Rendering(what: "no last line break", template: "select 1", sql: "select 1"),
        Rendering(what: "an empty line at the end stays", template: "select 1\n\n", sql: "select 1\n"),
        Rendering(what: "nothing", template: "", sql: ""),
        Rendering(
            what: "in place", template: "select {{ a }}, {{b}} from {{  c  }};",
            values: ["a": .one("1"), "b": .one("2"), "c": .one("t")], sql: "select 1, 2 from t;"),
        Rendering(
            what: "one value twice", template: "{{ a }} = {{ a }}\n{{ a }}", values: ["a": .one("x")], sql: "x = x\nx"),
        Rendering(
            what: "names of letters, digits and _", template: "{{ raw_id2 }}", values: ["raw_id2": .one("x")], sql: "x"),
        Rendering(
            what: "a list", template: "select\n    {{* columns }}\nfrom t\n",
            values: ["columns": .many(["a", "b", "c"])],
            sql: "select\n    a,\n    b,\n    c\nfrom t"),
        Rendering(
            what: "a list of one", template: "select\n    {{* columns }}\nfrom t", values: ["columns": .many(["a"])],
            sql: "select\n    a\nfrom t"),
        Rendering(
            what: "a trailing comma", template: "select\n    {{* columns }},\n    now()",
            values: ["columns": .many(["a", "b"])],
            sql: "select\n    a,\n    b,\n    now()"),
        Rendering(
            what: "an empty list takes its line along", template: "select\n    {{* columns }},\n    now()",
            values: ["columns": .many([])], sql: "select\n    now()"),
        Rendering(
            what: "an empty list at the end", template: "from t\n    {{* unseen }}\n", values: ["unseen": .many([])],
            sql: "from t"),
        Rendering(what: "an empty list alone", template: "{{* a }}\n", values: ["a": .many([])], sql: ""),
        Rendering(
            what: "empty lists alone", template: "{{* a }}\n{{* b }}", values: ["a": .many([]), "b": .many([])], sql: ""
        ),
        Rendering(
            what: "text around a list", template: "    and ({{* parts }}) -- part",
            values: ["parts": .many(["a", "b"])],
            sql: "    and (a,\n    and (b) -- part"),
        Rendering(what: "a list without spaces", template: "{{*a}}", values: ["a": .many(["x", "y"])], sql: "x,\ny"),
        Rendering(
            what: "slots next to each other", template: "{{ a }}{{ b }}", values: ["a": .one("x"), "b": .one("y")],
            sql: "xy"),
        Rendering(
            what: "values are not templates", template: "{{ a }}", values: ["a": .one("'{{ b }}'")], sql: "'{{ b }}'"),
        Rendering(
            what: "values that are offered may be left", template: "{{ a }}", values: ["a": .one("x")],
            offered: ["b": .one("y"), "c": .many([])], sql: "x"),
        Rendering(
            what: "values that are offered may be taken", template: "{{ b }}", offered: ["b": .one("y")], sql: "y"),
        Rendering(
            what: "what is demanded goes before what is offered", template: "{{ a }}", values: ["a": .one("x")],
            offered: ["a": .one("y")], sql: "x"),
        Rendering(
            what: "line breaks of Windows", template: "select\r\n    {{* columns }}\r\nfrom {{ t }}\r\n",
            values: ["columns": .many(["a", "b"]), "t": .one("t")], sql: "select\n    a,\n    b\nfrom t"),
    ]

    @Test(arguments: renderings) func rendering(_ rendering: Rendering) throws {
        let template = try Template(rendering.template, path: "shared/a.sql")
        #expect(try template.render(rendering.values, offered: rendering.offered).text == rendering.sql)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let template: String
        var values: [String: SlotValue] = [:]
        let message: String
        var testDescription: String { message }
    }

    /// The first two lines are there to be counted.
    static let failures = [
        Failure(template: "select {{ a", message: "3: a slot is opened but not closed"),
        Failure(template: "select {{ a\n}}", message: "3: a slot is opened but not closed"),
        Failure(template: "{{ a }} {{", message: "3: a slot is opened but not closed"),
        Failure(template: "{{ }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{}}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{*}}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{ * a }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{ a-b }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{ a.b }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{ a b }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{{ a | upper }}", message: "3: a slot needs a name of letters, digits and _"),
        Failure(template: "{% if a %}{{ a }}", values: [:], message: "3: nothing to put into {{ a }}"),
        Failure(template: "{{* a }}, {{* b }}", message: "3: {{* a }} must be the only slot of its line"),
        Failure(template: "{{* a }} {{ b }}", message: "3: {{* a }} must be the only slot of its line"),
        Failure(template: "{{ b }} {{* a }}", message: "3: {{* a }} must be the only slot of its line"),
        Failure(template: "select {{ a }}", message: "3: nothing to put into {{ a }}"),
        Failure(template: "    {{* a }}", message: "3: nothing to put into {{ a }}"),
        Failure(
            template: "{{ a }}", values: ["a": .one("")],
            message: "3: {{ a }} needs exactly one value that is not empty"),
        Failure(
            template: "{{ a }}", values: ["a": .many(["x"])],
            message: "3: {{ a }} needs exactly one value that is not empty"),
        Failure(template: "{{* a }}", values: ["a": .one("x")], message: "3: {{* a }} takes a list"),
        Failure(
            template: "{{* a }}", values: ["a": .many(["x", ""])], message: "3: {{* a }} has a value that is empty"),
        Failure(template: "select 1", values: ["b": .one("x"), "a": .one("x")], message: "3: there is no slot for a"),
        Failure(template: "select 1\n\n-- the end\n", values: ["a": .many([])], message: "5: there is no slot for a"),
    ]

    @Test(arguments: failures) func errorsNameFileAndLine(_ failure: Failure) throws {
        let error = try #require(throws: TemplateError.self) {
            _ = try Template("-- Rows.\n\n" + failure.template, path: "postgres/rows/a.sql").render(failure.values)
        }
        #expect(error.description == "postgres/rows/a.sql:\(failure.message)")
    }
}
