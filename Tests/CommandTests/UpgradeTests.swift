import Dialects
import Foundation
import Testing

/// What becomes of a target when another version of Planar comes to it.
@Suite struct UpgradeTests {
    private func state(_ name: String, _ kind: Kind) -> String {
        kind == .postgres ? "_planar.\(name)" : "_planar_\(name)"
    }

    /// State that a later version has written is left alone, and its tables with it.
    @Test(arguments: Kind.allCases)
    func aNewerStateIsRefused(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        try await shop.load(Shop.second)
        let before = try await shop.tables()
        let version = state("version", kind)
        try await shop.execute("update \(version) set format = format + 1")
        for command in ["plan", "run", "verify", "gc"] {
            let arguments = try [command] + shop.arguments(Shop.everything).dropFirst()
            let outcome = try await Planar.run(arguments, in: shop.folder)
            #expect(outcome.status == 1, "\(command): \(outcome)")
            #expect(outcome.errors.contains("the target was written by a newer Planar"), "\(command): \(outcome)")
            #expect(outcome.errors.contains("hint: run the newer version"), "\(command): \(outcome)")
        }
        #expect(try await shop.tables() == before)
        try await shop.execute("update \(version) set format = format - 1")
        try await shop.apply(Shop.everything)
        #expect(try await shop.tables() != before)
    }

    /// The state can be done without: the tables are taken over as those of Airbyte's normalization are.
    @Test(arguments: Kind.allCases)
    func tablesWithoutStateAreTakenOver(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Shop.everything)
        let built = try await shop.tables()
        for name in ["version", "relations", "progress"] { try await shop.execute("drop table \(state(name, kind))") }
        try await shop.apply(Shop.everything)
        #expect(try await shop.tables() == built)
        try await shop.load(Shop.second)
        try await shop.apply(Shop.everything)
        let undisturbed = try await Warehouse(kind)
        try await undisturbed.load(Shop.first)
        try await undisturbed.apply(Shop.everything)
        try await undisturbed.load(Shop.second)
        try await undisturbed.apply(Shop.everything)
        #expect(try await shop.tables() == undisturbed.tables())
    }
}
