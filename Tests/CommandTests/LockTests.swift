import Foundation
import Testing

/// The names of compiled SQL stay from one compilation to the next, and are those that a run gives.
@Suite struct LockTests {
    private static let labels = Shop.stream("post_tags", #"{"id": {"type": "integer"}}"#)
    private static let posts = Shop.stream(
        "post",
        #"{"id": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "object", "properties": {"t": {"type": "string"}}}}}"#
    )
    private static let before = Shop.catalog(labels)
    private static let after = Shop.catalog(posts, labels)

    private func compile(_ catalog: String, in folder: TemporaryFolder) async throws -> Outcome {
        try folder.write(catalog, to: "catalog.json")
        let lock = folder.exists("sql/planar.lock") ? ["--lock", "sql/planar.lock"] : []
        return try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", "postgres", "--out", "sql"] + lock, in: folder)
    }

    @Test func aNewStreamRenamesNothing() async throws {
        let folder = try TemporaryFolder()
        #expect(try await compile(Self.before, in: folder).status == 0)
        #expect(folder.exists("sql/public.post_tags.01_post_tags.sql"))
        #expect(try await compile(Self.after, in: folder).status == 0)
        #expect(folder.exists("sql/public.post_tags.01_post_tags.sql"))
        // On an empty folder both would be renamed.
        let fresh = try TemporaryFolder()
        #expect(try await compile(Self.after, in: fresh).status == 0)
        #expect(!fresh.exists("sql/public.post_tags.01_post_tags.sql"))
    }

    @Test(arguments: Kind.allCases)
    func aRunTakesNamesFromTheLockWhereTheTargetHasNone(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try shop.folder.write(Self.before, to: "catalog.json")
        let arguments = [
            "compile", "--catalog", "catalog.json", "--dialect", kind.rawValue, "--schema", "public", "--out", "sql",
        ]
        #expect(try await Planar.run(arguments, in: shop.folder).status == 0)
        try await shop.load([
            Shop.Row("post_tags", "t1", #"{"id": 1}"#), Shop.Row("post", "p1", #"{"id": 2, "tags": [{"t": "x"}]}"#),
        ])
        try await shop.apply(Self.after, "--lock", "sql/planar.lock", "--schema", "public")
        #expect(try await shop.values("id", of: "post_tags") == ["1"])
        // They are on record now and need the file no more.
        try await shop.apply(Self.after, "--schema", "public")
        #expect(try await shop.values("id", of: "post_tags") == ["1"])
    }

    @Test func aTargetThatHasOtherNamesKeepsThem() async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load([Shop.Row("post_tags", "t1", #"{"id": 1}"#)])
        try await shop.apply(Self.before)
        try shop.folder.write(
            #"{"names": [{"schema": "main", "path": ["post_tags"], "table": "labels", "columns": []}]}"#,
            to: "planar.lock")
        let outcome = try await shop.apply(Self.before, "--lock", "planar.lock")
        #expect(outcome.errors.contains("post_tags is post_tags in the target and stays so"), "\(outcome)")
        #expect(try await shop.tables().keys.sorted() == ["post_tags"])
    }

    @Test func aBrokenLockIsToldBeforeAnythingIsWritten() async throws {
        let folder = try TemporaryFolder()
        try folder.write("<<<<<<< ours", to: "sql/planar.lock")
        let outcome = try await compile(Self.before, in: folder)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("sql/planar.lock is no lock file of Planar"), "\(outcome)")
        #expect(!folder.exists("sql/plan.json"))
    }
}
