import Testing

/// `planar_elements`: the rows of `jsonb_array_elements`, without what no column can be read from.
@Suite struct ElementsTests {
    private let database: Database
    init() throws { database = try Database() }

    /// The values of all rows, `-` for NULL.
    private func elements(_ array: Database.Argument) -> String {
        database.answer("select group_concat(ifnull(value, '-'), '|') from planar_elements(?)", array)
    }

    @Test func objectsAndArrays() {
        #expect(elements(.text(#" [ {"a": 1} , [2,3],{"a":"]"}]"#)) == #"{"a": 1}|[2,3]|{"a":"]"}"#)
        #expect(elements(.text("[]")) == "NULL")
    }

    @Test func scalarsAreNull() {
        #expect(elements(.text(#"[1, "{}", null, true, {}]"#)) == "-|-|-|-|{}")
    }

    @Test func whatIsNoArrayHasNoRows() {
        for other in [#"{"a": 1}"#, "5", "null", #""[1]""#] {
            #expect(database.answer("select count(*) from planar_elements(?)", .text(other)) == "0", "\(other)")
        }
        #expect(database.answer("select count(*) from planar_elements(null)") == "0")
        #expect(database.answer("select count(*) from planar_elements") == "0")
    }

    @Test func whatIsNoJSONFails() {
        #expect(elements(.text("[1")) == "ERROR: invalid input syntax for type json")
        #expect(elements(.text("[1]")) == "-")
    }

    /// One after the other, within each other, and twice at once.
    @Test func joins() {
        let rows = #"(values ('a', '[{"n":[[1],[2]]},{"n":[[3]]}]'), ('b', null), ('c', '{}'), ('d', '[{"n":[[4]]}]'))"#
        #expect(
            database.answer(
                """
                select group_concat(name || ':' || planar_json_text(inner_element.value, '0'), ' ')
                from (select column1 as name, column2 as list from \(rows)) as parent
                cross join planar_elements(parent.list) as element
                cross join planar_elements(planar_json_get(element.value, 'n')) as inner_element
                """) == "a:1 a:2 a:3 d:4")
        #expect(
            database.answer(
                "select count(*) from planar_elements('[[],[]]') as one, planar_elements('[{},{},{}]') as other") == "6"
        )
    }
}
