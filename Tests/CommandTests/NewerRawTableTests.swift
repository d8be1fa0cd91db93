import Foundation
import Testing

/// Raw tables of Destinations V2, found by looking at the target.
@Suite struct NewerRawTableTests {
    private static let catalog = Shop.catalog(Shop.prices, Shop.orders)

    /// As a migration to Destinations V2 leaves it: the rows of the older raw table in the newer one, and one that came since.
    private func migrated(_ kind: Kind) async throws -> (shop: Warehouse, raw: String) {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.apply(Self.catalog)
        let raw =
            kind == .postgres
            ? "airbyte_internal.public_raw__stream_orders" : "airbyte_internal__main_raw__stream_orders"
        if kind == .postgres { try await shop.execute("create schema airbyte_internal") }
        let (time, json) = kind == .postgres ? ("timestamptz", "jsonb") : ("text", "text")
        try await shop.execute(
            """
            create table \(raw) (
                _airbyte_raw_id varchar(36), _airbyte_extracted_at \(time), _airbyte_loaded_at \(time),
                _airbyte_data \(json), _airbyte_meta \(json), _airbyte_generation_id bigint
            );
            insert into \(raw)
            select _airbyte_ab_id, _airbyte_emitted_at, null, _airbyte_data, null, null
            from \(shop.raw("orders").text);
            insert into \(raw) values
                ('n1', '2024-03-01T00:00:00Z', null, '{"id": 77, "total": 7, "updated_at": "2024-03-01T00:00:00Z", "items": [{"sku": "new"}]}',
                 '{"changes": [], "sync_id": 3}', 2);
            """)
        return (shop, raw)
    }

    private func plan(_ shop: Warehouse, _ catalog: String) async throws -> Outcome {
        try await Planar.run(["plan"] + shop.arguments(catalog).dropFirst(), in: shop.folder)
    }

    @Test(arguments: Kind.allCases)
    func theNewerOneGoesOnWhereTheOlderOneEnded(_ kind: Kind) async throws {
        let (shop, raw) = try await migrated(kind)
        let before = try await shop.tables()
        let older = try await shop.apply(Self.catalog, "--raw-format", "v1")
        #expect(older.output.contains(#/\norders +incremental, append_dedup +4 +0 /#), "\(older)")
        let plan = try await plan(shop, Self.catalog)
        #expect(
            plan.output.contains(
                "orders  from \(kind == .postgres ? raw : "airbyte_internal.\(raw)")  1 new row\n"), "\(plan)")

        try await shop.apply(Self.catalog)
        let after = try await shop.tables()
        for (table, rows) in before where table.hasPrefix("orders") {
            #expect(Set(rows).isSubset(of: after[table] ?? []), "\(table) lost a row")
            #expect(after[table]?.count == rows.count + (table.hasSuffix("gift") ? 0 : 1), "\(table)")
        }
        #expect(try await shop.values("id", of: "orders", where: "total = 7") == ["77"])
        #expect(try await shop.values("count(*)", of: "orders_items", where: "sku = 'new'") == ["1"])
        let again = try await shop.apply(Self.catalog)
        #expect(again.output.contains(#/\norders +incremental, append_dedup +4 +0 /#), "\(again)")
        let loaded = try await shop.connection.rows(
            .init(trusted: "select count(*) from \(raw) where _airbyte_loaded_at is not null"))
        #expect(loaded == [["0"]], "raw rows are not Planar's to change")
    }

    /// A refresh that truncates: the catalog says from which generation on rows count.
    @Test(arguments: Kind.allCases)
    func olderGenerationsAreVoid(_ kind: Kind) async throws {
        let (shop, raw) = try await migrated(kind)
        try await shop.apply(Self.catalog)
        let refreshed = Self.catalog.replacing(
            #""destination_sync_mode": "append_dedup""#,
            with: #""destination_sync_mode": "append_dedup", "generation_id": 2, "minimum_generation_id": 2"#)
        let plan = try await plan(shop, refreshed)
        #expect(plan.output.contains("(a refresh has made older rows void)"), "\(plan)")
        try await shop.apply(refreshed)
        #expect(try await shop.values("id", of: "orders") == ["77"])
        #expect(try await shop.values("id", of: "orders_scd") == ["77"])
        #expect(try await shop.values("sku", of: "orders_items") == ["new"])
        let again = try await shop.apply(refreshed)
        #expect(again.output.contains(#/\norders +incremental, append_dedup +4 +0 /#), "\(again)")
        // The destination takes them away in its own time.
        try await shop.execute("delete from \(raw) where _airbyte_generation_id is null")
        let last = try await shop.apply(refreshed)
        #expect(last.output.contains(#/\norders +incremental, append_dedup +4 +0 /#), "\(last)")
    }

    @Test func onBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.execute("create schema if not exists airbyte_internal")
        let raw = "airbyte_internal.shop_raw__stream_orders"
        try await shop.execute(
            """
            create table \(raw) (
                _airbyte_raw_id string not null, _airbyte_extracted_at timestamp not null,
                _airbyte_loaded_at timestamp, _airbyte_data string, _airbyte_meta string, _airbyte_generation_id int64
            ) cluster by _airbyte_extracted_at
            """)
        func add(_ id: String, _ minute: Int, _ data: String) async throws {
            try await shop.execute(
                """
                insert into \(raw) (_airbyte_raw_id, _airbyte_extracted_at, _airbyte_data)
                values ('\(id)', timestamp '2024-02-01 00:0\(minute):00+00', '\(data)')
                """)
        }
        try await add(
            "o1", 1, #"{"id": 1, "total": 1.5, "updated_at": "2024-01-01T10:00:00Z", "items": [{"sku": "a"}]}"#)
        try await add("o2", 2, #"{"id": 2, "total": 2.5, "updated_at": "2024-01-01T10:00:00Z"}"#)
        let catalog = Shop.catalog(Shop.orders)
        try await shop.apply(catalog)
        #expect(try await shop.values("total", of: "orders") == ["1.5", "2.5"])
        #expect(try await shop.values("sku", of: "orders_items") == ["a"])
        // A late one among them.
        try await add(
            "o3", 0, #"{"id": 1, "total": 0.5, "updated_at": "2023-01-01T10:00:00Z", "items": [{"sku": "b"}]}"#)
        try await add("o4", 3, #"{"id": 2, "total": 3.5, "updated_at": "2024-01-02T10:00:00Z"}"#)
        try await shop.apply(catalog)
        #expect(try await shop.values("total", of: "orders") == ["1.5", "3.5"])
        #expect(try await shop.values("_airbyte_ab_id", of: "orders_scd") == ["o1", "o2", "o3", "o4"])
        #expect(try await shop.values("sku", of: "orders_items") == ["a", "b"])
        let before = try await shop.tables()
        try await shop.apply(catalog)
        expectSame(try await shop.tables(), before, "nothing new")
        try await shop.apply(catalog, command: "verify")
    }

    @Test func compiledWithoutATarget() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.catalog, to: "catalog.json")
        let compiled = try await Planar.run(
            [
                "compile", "--catalog", "catalog.json", "--dialect", "bigquery", "--out", "sql", "--raw-format", "v2",
                "--raw-schema", "raw_data",
            ], in: folder)
        #expect(compiled.status == 0, "\(compiled)")
        let sql = try String(contentsOfFile: folder.path("sql/airbyte.prices.01_prices.sql"), encoding: .utf8)
        #expect(sql.contains("from raw_data.airbyte_raw__stream_prices"))
        #expect(sql.contains("_airbyte_extracted_at as _airbyte_emitted_at"))
    }
}
