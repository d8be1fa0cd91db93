import Catalog
import Testing

@testable import Project

@Suite struct ValueTests {
    private static let place = FilePlace(file: "planar.yml", line: 3, column: 7, path: "targets.dev.host")

    private func expand(_ text: String) -> (text: String?, diagnostics: [Diagnostic]) {
        var diagnostics = Diagnostics()
        let value = ValueText(text, Self.place).expanded(
            ["HOST": "db", "_P1": "a$b${HOST}", "EMPTY": ""], into: &diagnostics)
        return (value, diagnostics.sorted)
    }

    @Test(arguments: [
        ("plain", "plain"), ("${HOST}", "db"), ("x${HOST}:${HOST}y", "xdb:dby"), ("$$", "$"), ("$${HOST}", "${HOST}"),
        ("a$b", "a$b"), ("$", "$"), ("cost: 5$ or 6", "cost: 5$ or 6"), ("[${EMPTY}]", "[]"),
        // What a variable holds is not looked at again.
        ("${_P1}", "a$b${HOST}"),
    ])
    func variables(_ text: String, _ expected: String) {
        let (value, diagnostics) = expand(text)
        #expect(value == expected)
        #expect(diagnostics.isEmpty)
    }

    @Test func aVariableMayLeaveNothing() {
        let (value, diagnostics) = expand("${EMPTY}")
        #expect(value == nil)
        #expect(diagnostics.map(\.message) == ["targets.dev.host must be a text that is not empty"])
        var unused = Diagnostics()
        #expect(ValueText("${EMPTY}", Self.place).expanded(["EMPTY": ""], allowsEmpty: true, into: &unused) == "")
    }

    @Test func missingVariablesAreNamedEach() {
        let (value, diagnostics) = expand("${HOST}/${NOPE}/${NADA}")
        #expect(value == nil)
        #expect(diagnostics.map(\.code) == [.projectMissingVariable, .projectMissingVariable])
        #expect(diagnostics.map(\.message) == ["NOPE", "NADA"].map { "the environment has no variable \($0)" })
        #expect(diagnostics.map(\.line) == [3, 3])
    }

    @Test(arguments: ["${", "${HOST", "${}", "${1A}", "${A B}", "${A:-b}"])
    func malformedVariables(_ text: String) {
        let (value, diagnostics) = expand(text)
        #expect(value == nil)
        #expect(diagnostics.map(\.code) == [.projectMalformedVariable])
    }

    @Test(arguments: ["catalog.json", "a$b", "${HOST}", "$$"])
    func aTextIsSpelledSoThatItComesOut(_ text: String) {
        #expect(expand(ValueText.spelling(of: text)).text == text)
    }

    @Test(
        arguments: [
            ("orders", "orders", nil, true), ("orders", "Orders", nil, false), ("orders", "orders", "shop", true),
            ("shop.orders", "orders", "shop", true), ("shop.orders", "orders", nil, false),
            ("shop.*", "orders", "shop", true),
            ("*", "", nil, true), ("*_log", "web_log", nil, true), ("*_log", "web_logs", nil, false),
            ("a?c", "abc", nil, true), ("a?c", "ac", nil, false), ("a?c", "aéc", nil, true),
            ("*a*b*", "xxaxxbxx", nil, true),
            ("*a*b", "ab_ab_", nil, false), (#"a\*"#, "a*", nil, true), (#"a\*"#, "ab", nil, false),
            (#"a\"#, #"a\"#, nil, true),
            ("", "", nil, true), ("", "a", nil, false),
        ] as [(String, String, String?, Bool)])
    func patterns(_ pattern: String, _ name: String, _ namespace: String?, _ expected: Bool) {
        #expect(StreamPattern(pattern).matches(name, in: namespace) == expected)
    }

    @Test func aHostilePatternEnds() {
        #expect(
            !StreamPattern(String(repeating: "*a", count: 200) + "b").matches(
                String(repeating: "a", count: 5_000), in: nil))
    }

    @Test(
        arguments: [
            ("colums", "columns"), ("Types", "types"), ("tpyes", "types"), ("x", nil), ("", nil),
            ("rename_all_of_it", nil),
        ] as [(String, String?)])
    func suggestions(_ name: String, _ expected: String?) {
        #expect(suggestion(for: name, among: ["columns", "types", "rename"]) == expected)
    }

    @Test func targets() throws {
        let reading = Reading(
            """
            version: 1
            targets:
              prod: {type: postgres, host: '${HOST}', port: '${PORT}', user: u, password: '${PW}', database: d, ssl_mode: '${SSL}'}
              dev: {type: sqlite, path: a.db}
            """)
        let project = try #require(reading.project, "\(reading.diagnostics)")
        var diagnostics = Diagnostics()
        // Neither --target nor default_target, and more than one.
        #expect(project.target(nil, environment: [:], into: &diagnostics) == nil)
        #expect(project.target("prd", environment: [:], into: &diagnostics) == nil)
        #expect(Set(diagnostics.sorted.map(\.code)) == [.projectNoTarget, .projectUnknownTarget])
        #expect("\(diagnostics)".contains("did you mean prod?"))
        let prod = try #require(project.target("prod", environment: [:], into: &diagnostics))
        var wrong = Diagnostics()
        let secrets = ["HOST": "db-9f3", "PORT": "port-9f3", "PW": "hunter-9f3", "SSL": "ssl-9f3"]
        #expect(prod.settings(secrets, into: &wrong) == nil)
        #expect(wrong.sorted.map(\.code) == [.projectMalformedValue, .projectMalformedValue])
        #expect(!"\(wrong)".contains("9f3"))
        #expect(
            prod.settings(secrets.merging(["PORT": "1", "SSL": "require"]) { $1 }, into: &wrong)?[.password]
                == "hunter-9f3")
    }

    @Test func pathsAreRelativeToTheFile() throws {
        for (file, path, expected) in [
            ("planar.yml", "c.json", "c.json"), ("a/planar.yml", "c.json", "a/c.json"),
            ("/b/planar.yml", "../c", "/b/../c"),
            ("a/planar.yml", "/c.json", "/c.json"),
        ] {
            #expect(try #require(Reading("version: 1", file: file).project).path(path) == expected)
        }
    }
}
