import Dialects
import Foundation
import Testing

@Suite struct BigQueryCompileTests {
    private func compile(_ catalog: String, in shop: BigQueryWarehouse) async throws {
        try shop.folder.write(catalog, to: "catalog.json")
        let outcome = try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", "bigquery", "--schema", "shop", "--out", "sql"],
            in: shop.folder)
        try #require(outcome.status == 0, "\(outcome)")
    }

    @Test func anOverwrittenTableIsOneStatement() async throws {
        let shop = try await BigQueryWarehouse()
        try await compile(
            Shop.catalog(
                Shop.stream(
                    "table_one",
                    #"{"id": {"type": "integer"}, "name": {"type": "string"}, "updated_at": \#(Shop.time)}"#,
                    sync: "full_refresh", destination: "overwrite")), in: shop)
        let sql = try #require(try shop.folder.files(below: "sql")["shop.table_one.01_table_one.sql"])
        #expect(
            sql.contains(
                """
                create or replace table shop.table_one
                partition by timestamp_trunc(_airbyte_emitted_at, day)
                """))
        for part in [
            "with table_one_ab1 as (", "\ntable_one_ab2 as (", "\ntable_one_ab3 as (",
            #"json_extract_scalar(_airbyte_data, "$['id']") as id,"#, "cast(id as int64) as id,",
            "cast(nullif(updated_at, '') as timestamp) as updated_at,", "to_hex(md5(", " as _airbyte_table_one_hashid,",
        ] {
            #expect(sql.contains(part))
        }
    }

    /// Every file as it stands, in alphabetical order, as somebody would paste it into the console.
    private func execute(below folder: String = "", in shop: BigQueryWarehouse) async throws {
        let files = try shop.folder.files(below: "sql")
            .filter { $0.key.hasSuffix(".sql") && $0.key.hasPrefix(folder) && (folder != "" || !$0.key.contains("/")) }
        #expect(files.count == 12)
        for (_, sql) in files.sorted(by: { $0.key < $1.key }) { try await shop.execute(sql) }
    }

    @Test func theFilesGiveTheTablesOfARun() async throws {
        let (console, run) = (try await BigQueryWarehouse(), try await BigQueryWarehouse())
        try await compile(Shop.everything, in: console)
        for (name, rows) in [("first sync", Shop.first), ("nothing new", []), ("second sync", Shop.second)] {
            for shop in [console, run] { try await shop.load(rows) }
            try await execute(in: console)
            try await run.apply(Shop.everything)
            expectSame(try await console.tables(), try await run.tables(), name)
        }
        #expect(try await console.tables().count == 12)
        #expect(try await console.values("_airbyte_ab_id", of: "orders_scd") == ["o1", "o2", "o3", "o4", "o5"])
        // And a run takes up where the console left.
        let before = try await console.tables()
        try await console.apply(Shop.everything)
        expectSame(try await console.tables(), before, "a run after the console")
    }

    @Test func firstBuildsOnAnEmptyTarget() async throws {
        let (console, run) = (try await BigQueryWarehouse(), try await BigQueryWarehouse())
        try await compile(Shop.everything, in: console)
        for shop in [console, run] { try await shop.load(Shop.first + Shop.second.filter { $0.stream != "shops" }) }
        try await execute(below: "first/", in: console)
        try await run.apply(Shop.everything)
        expectSame(try await console.tables(), try await run.tables(), "first")
        // The other files go on from there.
        try await execute(in: console)
        expectSame(try await console.tables(), try await run.tables(), "updated")
    }
}
