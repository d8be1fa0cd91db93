import Foundation
import TestSupport
import Testing

/// Masks that come, change and go, and a secret that nobody sees.
@Suite struct MaskTests {
    private static let secret = "0123456789abcdef0123456789abcdef"
    private static let personal = [
        "Ada Lovelace", "ada@example.com", "12 Rose Lane", "4111111111114242", "10 December",
    ]

    private static let people = Shop.stream(
        "people",
        """
        {"id": {"type": "integer"}, "at": \(Shop.time), "name": {"type": "string"}, "mail": {"type": "string"},
         "card": {"type": "string"}, "born": {"type": "string", "format": "date"},
         "address": {"type": "object", "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}}
        """, destination: "append_dedup", key: "id", cursor: "at")

    private static let rows = [
        Shop.Row(
            "people", "p1",
            #"{"id": 1, "at": "2024-01-01T00:00:00Z", "name": "Ada Lovelace", "mail": "ada@example.com", "card": "4111111111114242", "born": "10 December", "address": {"street": "12 Rose Lane", "city": "London"}}"#
        ),
        Shop.Row("people", "p2", #"["Ada Lovelace"]"#, minute: 1),
    ]

    private static let masks = """
        mask_secret: ${MASK_SECRET}
        streams:
          people:
            masks: {name: redact, mail: hash, card: partial, born: truncate-date, address.street: hash}
        """

    private func run(_ shop: Warehouse, secret: String? = Self.secret, _ options: String...) async throws -> Outcome {
        try await Planar.run(
            ["run"] + options, in: shop.folder, environment: secret.map { ["MASK_SECRET": $0] } ?? [:])
    }

    /// Everything that is in the database but the raw table, Planar's notes among it.
    private func everything(in shop: Warehouse) async throws -> String {
        let kept = try await shop.connection.rows(
            shop.kind == .postgres
                ? "select k::text from _planar.kept_aside as k union all select m::text from _planar.masks as m"
                : "select value || reason from _planar_kept_aside union all select applied from _planar_masks")
        return "\(try await shop.tables()) \(kept)"
    }

    @Test(arguments: Kind.allCases)
    func masksComeChangeAndGo(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Self.rows, replacing: [])
        try shop.writeProject(catalog: Shop.catalog(Self.people), "")
        #expect(try await run(shop, secret: nil).status == 0)
        let plain = try await shop.tables()
        #expect("\(plain)".contains("Ada Lovelace"))

        try shop.writeProject(catalog: Shop.catalog(Self.people), Self.masks)
        let masked = try await run(shop)
        #expect(masked.status == 0, "\(masked)")
        let first = try await everything(in: shop)
        for word in Self.personal + [Self.secret] {
            #expect(!first.contains(word), "\(word) stands in a table")
            #expect(!masked.all.contains(word), "\(word) is told")
        }
        let mail = try await shop.values("mail", of: "people")
        // HMAC-SHA-256 of ada@example.com, by Python's hmac.
        #expect(mail == ["e3e30b4d50224a4ba14084607085d072402144212a122eb4501daddd6bbe0ee3"])

        // Nothing is written where masks and rows are the same.
        let times = try await shop.values("_airbyte_normalized_at", of: "people_scd")
        #expect(try await run(shop).status == 0)
        #expect(try await shop.values("_airbyte_normalized_at", of: "people_scd") == times)

        // Another secret makes other hashes, of all rows.
        #expect(try await run(shop, secret: "another secret of many bytes").status == 0)
        #expect(try await shop.values("mail", of: "people") != mail)

        try shop.writeProject(catalog: Shop.catalog(Self.people), "")
        #expect(try await run(shop, secret: nil).status == 0)
        expectSame(try await shop.tables(), plain, "\(kind) without masks again")
    }

    @Test(arguments: Kind.allCases)
    func aValueThatStandsInATableIsFound(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Self.rows, replacing: [])
        func verify() async throws -> Outcome {
            try await Planar.run(["verify", "--masks"], in: shop.folder, environment: ["MASK_SECRET": Self.secret])
        }
        try shop.writeProject(catalog: Shop.catalog(Self.people), "")
        #expect(try await run(shop, secret: nil).status == 0)
        #expect(try await verify().output.contains("no stream has masks"))
        try shop.writeProject(catalog: Shop.catalog(Self.people), Self.masks)
        let waiting = try await verify()
        #expect(waiting.status == 1)
        #expect(waiting.output.contains("people: its masks are not in the tables yet"), "\(waiting)")
        #expect(try await run(shop).status == 0)
        let clean = try await verify()
        #expect(clean.status == 0, "\(clean)")
        #expect(clean.output.contains("1 stream with masks: no masked value stands in any table"))

        for (table, column, value) in [
            ("people", "card", "card 4111111111114242"), ("people_address", "city", "near 12 Rose Lane"),
            ("people_scd", "name", "Ada Lovelace"),
        ] {
            try await shop.execute(
                "update \(table.inPublic(kind)) set \(column) = '\(value)' where _airbyte_ab_id = 'p1'")
            let found = try await verify()
            #expect(found.status == 1)
            #expect(
                found.output.contains("1 value that masks keep out, the first in column \(column) of the row"),
                "\(found)")
            #expect(!found.all.contains(value))
            try await shop.execute("update \(table.inPublic(kind)) set \(column) = '***' where _airbyte_ab_id = 'p1'")
        }
        let kept = kind == .postgres ? "_planar.kept_aside" : "_planar_kept_aside"
        try await shop.execute("update \(kept) set value = '10 December' where raw_row = 'p1'")
        let found = try await verify()
        #expect(found.status == 1 && found.output.contains("kept_aside: 1 value"), "\(found)")
    }

    /// In texts, in the JSON of nested values and among what was kept aside.
    @Test func aValueThatStandsInATableOfBigQueryIsFound() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Self.rows, replacing: [])
        try shop.folder.write("version: 1\n\(Self.masks)", to: "planar.yml")
        let catalog = Shop.catalog(Self.people)
        let environment = shop.environment.merging(["MASK_SECRET": Self.secret]) { $1 }
        try await shop.apply(catalog, environment: environment)
        func verify() async throws -> Outcome {
            try await shop.run(catalog, "--masks", command: "verify", environment: environment)
        }
        let clean = try await verify()
        #expect(clean.status == 0, "\(clean)")
        #expect(clean.output.contains("1 stream with masks: no masked value stands in any table"), "\(clean)")
        for (table, column, value, raw) in [
            ("shop.people", "address", #"{"city":"12 Rose Lane"}"#, "_airbyte_ab_id = 'p1'"),
            ("shop.people_address", "city", "near 12 Rose Lane", "_airbyte_ab_id = 'p1'"),
            ("shop.people_scd", "name", "Ada Lovelace", "_airbyte_ab_id = 'p1'"),
            ("_planar.kept_aside", "value", "10 December", "raw_row = 'p1'"),
        ] {
            try await shop.execute("update \(table) set \(column) = '\(value)' where \(raw)")
            let found = try await verify()
            #expect(found.status == 1)
            #expect(
                found.output.contains(
                    "\(table): 1 value that masks keep out, the first in column \(column) of the row"),
                "\(found)")
            #expect(!found.all.contains(value))
            try await shop.execute("update \(table) set \(column) = '***' where \(raw)")
        }
    }

    @Test(arguments: Kind.allCases)
    func rowsThatCannotBeMaskedStopTheirStream(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Self.rows, replacing: [])
        try shop.writeProject(catalog: Shop.catalog(Self.people), "")
        #expect(try await run(shop, secret: nil).status == 0)
        let before = try await shop.tables()
        try await shop.execute("delete from \("_airbyte_raw_people".inPublic(kind))")
        try shop.writeProject(catalog: Shop.catalog(Self.people), Self.masks)
        let refused = try await run(shop)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("1 row has no raw row any more to be masked from"), "\(refused)")
        expectSame(try await shop.tables(), before, "\(kind) after a run that was refused")
        #expect(try await run(shop, "--full-refresh", "--discard-history").status == 0)
        #expect(try await shop.values("mail", of: "people") == [])
    }

    @Test(arguments: [
        (nil, "the environment has no variable MASK_SECRET"), ("short", "less than 16 bytes"),
    ])
    func aSecretIsNeeded(_ secret: String?, _ words: String) async throws {
        let shop = try await Warehouse(.sqlite)
        try await shop.load(Self.rows, replacing: [])
        try shop.writeProject(catalog: Shop.catalog(Self.people), Self.masks)
        let outcome = try await run(shop, secret: secret)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(words), "\(outcome)")
        // What writes SQL needs none.
        let compiled = try await Planar.run(["compile", "--out", "sql"], in: shop.folder)
        #expect(compiled.status == 0, "\(compiled)")
    }

    /// With every statement in its log, the server has seen the secret in none.
    @Test func theServersLogHasNoSecret() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Self.rows, replacing: [])
        try shop.writeProject(catalog: Shop.catalog(Self.people), Self.masks)
        let settings = try #require(shop.settings)
        try await shop.execute("alter database \(settings.database) set log_statement = 'all'")
        let log = URL(filePath: settings.host).appending(path: "log")
        let before = try Data(contentsOf: log).count
        #expect(try await run(shop).status == 0)
        let text = String(decoding: try Data(contentsOf: log).dropFirst(before), as: UTF8.self)
        #expect(text.contains("_planar.mask_hash(_airbyte_data ->> 'mail')"))
        for word in [Self.secret, Self.inner] { #expect(!text.contains(word), "\(word) is in the log") }
    }

    /// The secret as the inner key of HMAC, in hexadecimal.
    private static let inner = Self.secret.utf8.map { String($0 ^ 0x36, radix: 16) }.map {
        $0.count < 2 ? "0\($0)" : $0
    }.joined()
}
