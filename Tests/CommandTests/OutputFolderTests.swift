import Foundation
import Testing

/// Where the SQL goes, and the templates that it is made from.
@Suite struct OutputFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Shop.catalog(Shop.shops), to: "catalog.json")
    }

    private func compile(out: String = "sql", _ options: String...) async throws -> Outcome {
        try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", "postgres", "--out", out] + options, in: folder)
    }

    @Test(arguments: ["occupied", "occupied/sql"])
    func aFileInTheWay(_ out: String) async throws {
        try folder.write("mine", to: "occupied")
        let outcome = try await compile(out: out)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("error: \(out)"))
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(try String(contentsOf: folder.url.appending(path: "occupied"), encoding: .utf8) == "mine")
    }

    @Test func aFolderInTheWayOfAFile() async throws {
        try folder.write("", to: "sql/plan.json/x")
        let outcome = try await compile()
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: sql/plan.json: cannot be written"))
    }

    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func aFolderThatCannotBeWritten() async throws {
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "sql"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o555])
        let outcome = try await compile()
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: sql"))
    }

    @Test func anUnwritablePlaceOfTheSystem() async throws {
        let outcome = try await compile(out: "/dev/null/sql")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: /dev/null/sql"))
    }

    /// Otherwise `--out "$UNSET"` writes to the root of the file system.
    @Test func aFolderWithoutANameIsRefused() async throws {
        let stray = "/first/planar_test_of_an_empty_folder.shops."
        defer {
            for file in ["01_shops.sql", "02_shops_address.sql"] {
                try? FileManager.default.removeItem(atPath: stray + file)
            }
        }
        let outcome = try await compile(out: "", "--schema", "planar_test_of_an_empty_folder")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--out"), "\(outcome)")
        #expect(
            !FileManager.default.fileExists(atPath: stray + "01_shops.sql"), "it wrote to the root of the file system")
    }

    @Test func aTemplateOfOnesOwnTakesTheBuiltInOnesPlace() async throws {
        try folder.write(
            "-- ours\ncreate table if not exists {{ target }} (\n    {{* definitions }}\n);\n",
            to: "own/shared/create.sql")
        let outcome = try await compile("--templates", "own")
        #expect(outcome.status == 0, "\(outcome)")
        let files = try folder.files(below: "sql")
        #expect(
            files["public.shops.01_shops.sql"]?.contains("-- ours\ncreate table if not exists \"public\".\"shops\" (")
                == true)
        #expect(files["first/public.shops.01_shops.sql"]?.contains("-- ours") == false)
    }

    @Test(arguments: [
        ("shared/create.sql", "create table\n{{ target\n", "shared/create.sql:2: a slot is opened but not closed"),
        (
            "shared/create.sql", "create {{ target }} (\n{{* columnz }}\n);",
            "shared/create.sql:2: nothing to put into {{ columnz }}"
        ),
        ("shared/create.sql", "create {{ target }};", "there is no slot for definitions"),
        ("shared/nosuch.sql", "select 1;", "shared/nosuch.sql:1: no built-in template has this path"),
    ])
    func aBrokenTemplateIsAnErrorWithFileAndLine(_ path: String, text: String, message: String) async throws {
        try folder.write(text, to: "own/\(path)")
        let outcome = try await compile("--templates", "own")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(!folder.exists("sql"))
    }

    /// As for a compile: a wrong command line, not a stream that failed.
    @Test func aBrokenTemplateStopsARunBeforeTheDatabaseIsTouched() async throws {
        try folder.write("create {{ target }} (\n{{* columnz }}\n);", to: "own/shared/create.sql")
        try folder.write(#"{"destination_path": "\#(folder.path("shop.db"))"}"#, to: "destination.json")
        let outcome = try await Planar.run(
            [
                "run", "--integration-type", "sqlite", "--config", "destination.json", "--catalog", "catalog.json",
                "--templates", "own",
            ], in: folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.hasPrefix("error: "))
        #expect(outcome.errors.contains("shared/create.sql:2: nothing to put into {{ columnz }}"))
        #expect(!folder.exists("shop.db"))
    }

    /// Templates that are silently left out would be missed only in production.
    @Test(arguments: ["nosuch", "catalog.json"])
    func templatesThatAreNoFolder(_ templates: String) async throws {
        let outcome = try await compile("--templates", templates)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains("error: --templates \(templates): \(templates) is not a folder"))
    }
}
