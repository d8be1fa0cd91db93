import Foundation
import Testing

/// Catalogs that cannot be compiled, given to every command.
@Suite struct BrokenCatalogTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        /// What the first line says about the place, and the codes that the whole says.
        let place: String
        let codes: [String]

        init(_ name: String, _ text: String, at place: String, _ codes: String...) {
            testDescription = name
            self.text = text
            self.place = place
            self.codes = codes
        }
    }

    private static let id = #"{"id": {"type": "integer"}}"#
    private static let deep =
        String(repeating: #"{"type": "object", "properties": {"p": "#, count: 200)
        + #"{"type": "integer"}"# + String(repeating: "}}", count: 200)

    static let cases = [
        Case("not JSON", "streams: []", at: ":1:1: error: ", "json.unexpected-character"),
        Case("cut off", #"{"streams": ["#, at: ":1:", "json.unexpected-end"),
        Case("a list", "[]", at: ":1:1: error: ", "catalog.not-a-catalog"),
        Case("a number", "42", at: ":1:1: error: ", "catalog.not-a-catalog"),
        Case("an object of another kind", #"{"a": 1}"#, at: ":1:1: error: ", "catalog.not-a-catalog"),
        Case(
            "the catalog of a discovery", #"{"streams": [{"name": "a", "json_schema": {}}]}"#, at: ":1:14: error: ",
            "catalog.not-configured"),
        Case("a stream twice", Shop.catalog(Shop.shops, Shop.shops), at: ":", "catalog.duplicate-stream"),
        Case(
            "a sync mode that is none", Shop.catalog(Shop.stream("a", id, sync: "sometimes")), at: ":3:",
            "catalog.unknown-sync-mode"),
        Case(
            "no primary key", Shop.catalog(Shop.stream("a", id, destination: "append_dedup", cursor: "id")),
            at: ":2:1: error: ", "key.none"),
        Case(
            "a property name of 10 MB",
            Shop.catalog(Shop.stream("a", "{\"\(String(repeating: "x", count: 10_000_000))\": {}}")),
            at: ":2:", "name.too-long"),
        Case("200 levels", Shop.catalog(Shop.stream("a", "{\"p\": \(deep)}")), at: ":2:", "schema.too-deep"),
        Case("100,000 lists within each other", String(repeating: "[", count: 100_000), at: ":1:", "json.too-deep"),
        Case("empty", "", at: ":1:1: error: ", "json.empty"),
        Case(
            "several at once",
            Shop.catalog(
                Shop.stream("a", id, sync: "sometimes"), Shop.stream("b", id, destination: "never"),
                Shop.stream("c", id, destination: "append_dedup"), "5", Shop.stream("a", id)),
            at: ":3:", "catalog.unknown-sync-mode", "catalog.unknown-destination-sync-mode", "key.none",
            "catalog.entry-not-an-object", "catalog.duplicate-stream"),
    ]

    private static let commands = [
        ["check"], ["compile", "--dialect", "postgres", "--out", "sql"],
        ["run", "--integration-type", "sqlite", "--config", "destination.json"],
    ]

    @Test(arguments: cases)
    func isToldWithPlaceAndCodeAndNothingIsTouched(_ broken: Case) async throws {
        let folder = try TemporaryFolder()
        try folder.write(broken.text, to: "catalog.json")
        try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
        for command in Self.commands {
            let outcome = try await Planar.run(command + ["--catalog", "catalog.json"], in: folder)
            let told = command[0] == "check" ? outcome.output : outcome.errors
            let comment: Comment = "\(command[0]): \(told.prefix(1000))"
            #expect(outcome.status == 1, comment)
            #expect(told.hasPrefix("catalog.json\(broken.place)"), comment)
            for code in broken.codes { #expect(told.contains("[\(code)]"), comment) }
            #expect(outcome.all.utf8.count < 4000, "\(command[0]) prints \(outcome.all.utf8.count) bytes")
            #expect(command[0] == "check" || outcome.output == "", comment)
        }
        #expect(!folder.exists("sql"))
        #expect(!folder.exists("shop.db"))
    }

    @Test(arguments: [("nosuch.json", "file.not-found"), (".", "file.is-a-directory")])
    func aFileThatIsNoneIsAWrongCommandLine(_ path: String, code: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
        for command in Self.commands {
            let outcome = try await Planar.run(command + ["--catalog", path], in: folder)
            // As `planar --help` has it: 2 when a file that the command line names is wrong.
            #expect(outcome.status == 2, "\(command[0]): \(outcome)")
            #expect(outcome.errors.hasPrefix("\(path): error: "))
            #expect(outcome.errors.contains("[\(code)]"))
        }
        #expect(!folder.exists("sql"))
        #expect(!folder.exists("shop.db"))
    }

    @Test func aCatalogWithoutStreamsIsNothingToDo() async throws {
        let folder = try TemporaryFolder()
        try folder.write(#"{"streams": []}"#, to: "catalog.json")
        try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
        for command in Self.commands {
            let outcome = try await Planar.run(command + ["--catalog", "catalog.json"], in: folder)
            #expect(outcome.status == 0)
            #expect(outcome.all.contains("there is nothing to do [catalog.no-streams]"))
        }
        #expect(
            try folder.files(below: "sql") == [
                "plan.json": "{\n  \"relations\": []\n}\n", "planar.lock": "{\n  \"names\": []\n}\n",
            ])
        #expect(!folder.exists("shop.db"), "a database was created for nothing")
    }
}
