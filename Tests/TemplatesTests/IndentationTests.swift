import Dialects
import Foundation
import Testing

@testable import Templates

/// Values of several lines keep the indentation of their slot, and nothing within quotes is touched.
@Suite struct IndentationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let value: String
        /// Where the slot is indented by two.
        let indented: String
        var testDescription: String { what }
    }

    static let cases = [
        Case(what: "one line", value: "a", indented: "  a"),
        Case(what: "lines", value: "a\nb\n    c", indented: "  a\n  b\n      c"),
        Case(what: "a name with a line break", value: "\"a\nb\",\nc", indented: "  \"a\nb\",\n  c"),
        Case(what: "a text with a line break", value: "'a\nb',\nc", indented: "  'a\nb',\n  c"),
        Case(what: "doubled quotes", value: "\"a\"\"\nb\"\nc", indented: "  \"a\"\"\nb\"\n  c"),
        Case(what: "doubled quotes in a text", value: "'it''s\n'\nc", indented: "  'it''s\n'\n  c"),
        Case(
            what: "one quote within the other", value: "\"it's\n\"\n'\"\n'\nc", indented: "  \"it's\n\"\n  '\"\n'\n  c"),
        Case(
            what: "an apostrophe in a comment", value: "-- it's\na\n'x\ny'\nb",
            indented: "  -- it's\n  a\n  'x\ny'\n  b"),
        Case(what: "a quote in a comment", value: "a -- 5\" wide\nb", indented: "  a -- 5\" wide\n  b"),
        Case(what: "a comment mark in a name", value: "\"a--b\nc\"\nd", indented: "  \"a--b\nc\"\n  d"),
        Case(what: "a comment mark in a text", value: "'--'\n'x\ny'", indented: "  '--'\n  'x\ny'"),
        Case(what: "a minus and a text", value: "1 - '-\n'\nb", indented: "  1 - '-\n'\n  b"),
        Case(
            what: "an apostrophe in a comment of several lines", value: "/* it's\nnew */\n'x\ny'\nb",
            indented: "  /* it's\n  new */\n  'x\ny'\n  b"),
        Case(
            what: "comment marks within a comment", value: "/* -- it's */ 'x\ny'\nb",
            indented: "  /* -- it's */ 'x\ny'\n  b"),
        Case(what: "a product after a comment", value: "/**/* 'x\ny'\nb", indented: "  /**/* 'x\ny'\n  b"),
        Case(what: "a comment within a comment", value: "-- /* it's\n'x\ny'", indented: "  -- /* it's\n  'x\ny'"),
        Case(what: "a comment mark of several lines in a text", value: "'/*'\n'x\ny'", indented: "  '/*'\n  'x\ny'"),
        Case(what: "a line break of Windows in a name", value: "\"a\r\nb\"\nc", indented: "  \"a\r\nb\"\n  c"),
        Case(what: "letters of several bytes", value: "'文\n字'\n文", indented: "  '文\n字'\n  文"),
    ]

    @Test(arguments: cases) func valuesInPlace(_ item: Case) throws {
        let template = try Template("  {{ a }}", path: "a.sql")
        #expect(try template.render(["a": .one(SQL(trusted: item.value))]).text.utf8.elementsEqual(item.indented.utf8))
    }

    @Test(arguments: cases) func valuesOfAList(_ item: Case) throws {
        let template = try Template("  {{* a }},\n  end", path: "a.sql")
        let rendered = try template.render(["a": .many(["first", SQL(trusted: item.value)])]).text
        #expect(rendered.utf8.elementsEqual("  first,\n\(item.indented),\n  end".utf8))
    }

    @Test(arguments: cases) func withoutIndentationNothingIsTouched(_ item: Case) throws {
        let template = try Template("{{ a }}", path: "a.sql")
        #expect(try template.render(["a": .one(SQL(trusted: item.value))]).text.utf8.elementsEqual(item.value.utf8))
    }

    @Test func indentationIsThatOfTheLine() throws {
        let template = try Template("    x in ({{ a }})", path: "a.sql")
        #expect(try template.render(["a": .one("1,\n2")]).text == "    x in (1,\n    2)")
    }

    /// What was rendered becomes a value of the next template.
    @Test func templatesInTemplates() throws {
        let inner = try Template("with a as (\n    {{ select }}\n)\nselect * from a", path: "inner.sql")
        let outer = try Template("create table t as\n    {{ select }}\n;", path: "outer.sql")
        let select = try inner.render(["select": .one("select \"a\nb\"\nfrom r")])
        #expect(
            try outer.render(["select": .one(select)]).text
                == "create table t as\n    with a as (\n        select \"a\nb\"\n        from r\n    )\n    select * from a\n;"
        )
    }

    /// The work grows with the length, not with its square.
    @Test func longValuesInReasonableTime() throws {
        let template = try Template("    {{ a }}\n    {{* b }}", path: "a.sql")
        func work(_ count: Int) throws -> UInt64 {
            let lines = SQL(trusted: (0..<count).map { "\"column \($0)\" as 'x\ny'" }.joined(separator: "\n"))
            let columns = (0..<count).map { SQL(trusted: "\"column\n\($0)\"") }
            let before = workOfThisThread()
            let text = try template.render(["a": .one(lines), "b": .many(columns)]).text
            let time = workOfThisThread() - before
            #expect(text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) == 4 * count - 1)
            return time
        }
        let (few, many) = (try work(2_000), try work(20_000))
        #expect(many < few * 40, "\(few) ns and \(many) ns")
    }
}

/// Nanoseconds that a processor has worked for it: what others do at the time does not count.
private func workOfThisThread() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
