import Foundation
import Testing

/// What a change of the sync mode may take away, and what it may not.
@Suite struct ModeChangeTests {
    private static let id = #"{"id": {"type": "integer"}}"#
    private static let withHistory = Shop.catalog(Shop.stream("badges", id, destination: "append_dedup", key: "id"))
    private static let overwriting = Shop.catalog(
        Shop.stream("badges", id, sync: "full_refresh", destination: "overwrite"))

    private func warehouse(_ kind: Kind) async throws -> Warehouse {
        let shop = try await Warehouse(kind)
        try await shop.load([Shop.Row("badges", "b1", #"{"id": 1}"#), Shop.Row("badges", "b2", #"{"id": 2}"#)])
        return shop
    }

    @Test(arguments: Kind.allCases)
    func anOverwritingSyncDropsTheHistory(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        try await shop.apply(Self.withHistory)
        #expect(try await shop.tables().keys.sorted() == ["badges", "badges_scd"])
        try await shop.apply(Self.overwriting)
        #expect(try await shop.tables().keys.sorted() == ["badges"])
        #expect(try await shop.values("id", of: "badges") == ["1", "2"])
    }

    /// A table that is made of another history loses rows whose raw rows are gone; not without being asked.
    @Test(arguments: Kind.allCases)
    func switchingAHistoryOffLosesNoRows(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        try shop.writeProject(catalog: Self.withHistory)
        #expect(try await Planar.run(["run"], in: shop.folder).status == 0)
        try await shop.execute("delete from \(shop.raw("badges").text) where _airbyte_ab_id = 'b1'")
        try shop.writeProject(catalog: Self.withHistory, "defaults: {history: false}\n")
        let refused = try await Planar.run(["run"], in: shop.folder)
        #expect(refused.status == 1 && refused.errors.contains("lose 1 row whose raw row is gone"), "\(refused)")
        #expect(try await shop.values("id", of: "badges") == ["1", "2"])
        let allowed = try await Planar.run(["run", "--full-refresh", "--discard-history"], in: shop.folder)
        #expect(allowed.status == 0, "\(allowed)")
        #expect(try await shop.values("id", of: "badges") == ["2"])
        #expect(
            try await shop.tables().keys.sorted() == ["badges", "badges_scd"], "the old history is the user's to drop")
    }

    @Test(arguments: Kind.allCases)
    func aHistoryThatAViewReadsIsNotDropped(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        try await shop.apply(Self.withHistory)
        try await shop.execute(
            "create view \("badge_report".inPublic(kind)) as select id from \("badges_scd".inPublic(kind))")
        let before = try await shop.tables()
        let outcome = try await shop.run(Self.overwriting)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("badges_scd has to be dropped, but"), "\(outcome)")
        #expect(outcome.errors.contains("badge_report reads it"), "\(outcome)")
        expectSame(try await shop.tables(), before, "after the refusal")
        try await shop.execute("drop view \("badge_report".inPublic(kind))")
        try await shop.apply(Self.overwriting)
        #expect(try await shop.tables().keys.sorted() == ["badges"])
    }

    @Test(arguments: Kind.allCases)
    func aTableOfTheUsersOwnThatIsOnlyCalledLikeAHistoryStays(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        try await shop.execute("create table \("badges_scd".inPublic(kind)) (mine text)")
        try await shop.apply(Self.overwriting)
        #expect(try await shop.tables().keys.sorted() == ["badges", "badges_scd"])
    }

    @Test(arguments: Kind.allCases)
    func aHistoryOfAnotherStreamStays(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        try await shop.apply(Self.withHistory)
        try await shop.load([Shop.Row("badges_scd", "x1", #"{"id": 9}"#)])
        // The name is on record for the history, so the newcomer has another; dropping the history is then its owner's due.
        let both = Shop.catalog(
            Shop.stream("badges", Self.id, destination: "append_dedup", key: "id"), Shop.stream("badges_scd", Self.id))
        let outcome = try await shop.apply(both)
        #expect(outcome.errors.contains("belongs to the history of badges"), "\(outcome)")
        #expect(try await shop.tables().keys.contains("badges_scd"))
        #expect(try await shop.values("_airbyte_ab_id", of: "badges_scd") == ["b1", "b2"])
    }

    @Test func leavingOutHistoryIsRefusedWhileItWouldLoseRows() async throws {
        let shop = try await warehouse(.postgres)
        try await shop.apply(Self.withHistory)
        try await shop.execute("delete from \(shop.raw("badges").text) where _airbyte_ab_id = 'b1'")
        let appending = Shop.catalog(Shop.stream("badges", Self.id))
        let outcome = try await shop.run(appending)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("would lose 1 row whose raw row is gone"), "\(outcome)")
        #expect(try await shop.values("id", of: "badges") == ["1", "2"])
        try await shop.apply(appending, "--full-refresh", "--discard-history")
        #expect(try await shop.values("id", of: "badges") == ["2"])
    }

    @Test func twoFirstRunsAtOnceBothSucceed() async throws {
        let shop = try await warehouse(.postgres)
        try await shop.execute("begin; lock table \(shop.raw("badges").text) in access exclusive mode")
        let first = try Planar.start(shop.arguments(Self.withHistory), in: shop.folder)
        let second = try Planar.start(shop.arguments(Self.withHistory), in: shop.folder)
        try await shop.untilPlanarWaits(sessions: 2)
        try await shop.execute("commit")
        #expect(await first.outcome().status == 0)
        let outcome = await second.outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await shop.values("id", of: "badges_scd") == ["1", "2"])
    }

    @Test func aRoleThatMayNotCreateSchemasIsToldWhichOneIsMissing() async throws {
        let shop = try await warehouse(.postgres)
        try await shop.execute(
            """
            create role clerk login; grant usage, create on schema public to clerk;
            grant select on \(shop.raw("badges").text) to clerk;
            """)
        let settings = try #require(shop.settings)
        try shop.folder.write(
            """
            {"host": "\(settings.host)", "port": \(settings.port), "username": "clerk", "database": "\(settings.database)", "schema": "public"}
            """, to: "destination.json")
        let outcome = try await shop.run(Self.withHistory)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the schema _planar is missing and cannot be created"), "\(outcome)")
        try await shop.execute("create schema _planar; grant usage, create on schema _planar to clerk")
        try await shop.apply(Self.withHistory)
        try await shop.apply(Self.withHistory)
        #expect(try await shop.values("id", of: "badges") == ["1", "2"])
    }

    /// Texts of numbers are other keys than the numbers, so they cannot be told apart in one column.
    @Test(arguments: Kind.allCases)
    func aKeyThatBecomesNarrowerIsReadAgain(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        let texts = Shop.catalog(
            Shop.stream("badges", #"{"id": {"type": "string"}}"#, destination: "append_dedup", key: "id"))
        try await shop.apply(texts)
        try await shop.apply(Self.withHistory)
        try await shop.load([Shop.Row("badges", "b3", #"{"id": 1}"#, minute: 5)])
        try await shop.apply(Self.withHistory)
        #expect(try await shop.values("_airbyte_ab_id", of: "badges") == ["b2", "b3"])
    }

    @Test(arguments: Kind.allCases)
    func aWiderColumnTakesNarrowerValuesAsTheyWouldBePrinted(_ kind: Kind) async throws {
        let shop = try await warehouse(kind)
        let texts = Shop.catalog(Shop.stream("badges", #"{"id": {"type": "integer"}, "size": {"type": "string"}}"#))
        let numbers = Shop.catalog(Shop.stream("badges", #"{"id": {"type": "integer"}, "size": {"type": "integer"}}"#))
        try await shop.load([Shop.Row("badges", "b3", #"{"id": 3, "size": "large"}"#)])
        try await shop.apply(texts)
        try await shop.load([Shop.Row("badges", "b4", #"{"id": 4, "size": 42}"#, minute: 5)])
        // What Postgres could no more read as a number stays what it is.
        try await shop.execute("delete from \(shop.raw("badges").text) where _airbyte_ab_id = 'b3'")
        try await shop.apply(numbers)
        #expect(try await shop.values("size", of: "badges", where: "size is not null") == ["42", "large"])
    }

    /// Columns that are there by other parts in telling records apart, or in the order of their versions.
    @Test(arguments: Kind.allCases)
    func anotherKeyOrCursorBuildsTheStreamAnew(_ kind: Kind) async throws {
        func catalog(key: String, cursor: String) -> String {
            let columns =
                #"{"id": {"type": "integer"}, "code": {"type": "string"}, "seq": {"type": "integer"}, "rank": {"type": "integer"}}"#
            return Shop.catalog(Shop.stream("badges", columns, destination: "append_dedup", key: key, cursor: cursor))
        }
        let shop = try await Warehouse(kind)
        try await shop.load([
            .init("badges", "b1", #"{"id": 1, "code": "x", "seq": 1, "rank": 9}"#),
            .init("badges", "b2", #"{"id": 2, "code": "x", "seq": 2, "rank": 1}"#),
        ])
        func run(_ key: String, _ cursor: String) async throws -> [String?] {
            try shop.writeProject(catalog: catalog(key: key, cursor: cursor))
            let outcome = try await Planar.run(["run"], in: shop.folder)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try await Planar.run(["verify"], in: shop.folder).status == 0)
            return try await shop.values("id", of: "badges")
        }
        #expect(try await run("id", "seq") == ["1", "2"])
        try shop.writeProject(catalog: catalog(key: "code", cursor: "seq"))
        let plan = try await Planar.run(["plan"], in: shop.folder)
        #expect(plan.output.contains("badges  (its key or cursor is another one)"), "\(plan)")
        #expect(try await run("code", "seq") == ["2"])
        #expect(try await run("code", "rank") == ["1"])
        let before = try await shop.tables()
        #expect(try await run("code", "rank") == ["1"])
        expectSame(try await shop.tables(), before, "with nothing new")
        // What cannot be read again stays.
        try await shop.execute("delete from \(shop.raw("badges").text) where _airbyte_ab_id = 'b1'")
        try shop.writeProject(catalog: catalog(key: "id", cursor: "seq"))
        let refused = try await Planar.run(["run"], in: shop.folder)
        #expect(refused.status == 1 && refused.errors.contains("lose 1 row whose raw row is gone"), "\(refused)")
        expectSame(try await shop.tables(), before, "after the refusal")
    }
}
