import Foundation
import Testing

/// What a run finds of what has come since the last one, and what it leaves alone.
@Suite struct ProgressTests {
    /// On Postgres the row goes into a gap far ahead of the table's end, from a session that stays.
    @Test(arguments: Kind.allCases)
    func aLateRowIsFoundWhereverItLies(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let raw = shop.raw("visits").text
        let data = "'{\"id\": 7, \"note\": \"' || \(kind == .postgres ? "repeat('x', 900)" : "'x'") || '\"}'"
        try await shop.execute(
            """
            with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 40000)
            insert into \(raw)
            select 'w' || n, \(kind == .postgres ? "cast(\(data) as jsonb)" : data), '2024-02-02T00:00:00Z' from numbers
            """)
        try await shop.execute("delete from \(raw) where length(_airbyte_ab_id) < 5")
        if kind == .postgres { try await shop.execute("vacuum \(raw)") }
        let catalog = Shop.catalog(Shop.visits)
        try await shop.apply(catalog)

        // The first session knows a page with room at the end, and no other gap has room for this row.
        let loader = try await Warehouse(copying: shop)
        try await loader.execute(
            """
            insert into \(raw)
            values ('late', '{"id": 8, "note": "\(String(repeating: "x", count: 1500))", "pages": [{"url": "/late"}]}', '2020-01-01T00:00:00Z')
            """)
        if kind == .postgres {
            #expect(
                try await shop.values("ctid < '(300,0)'", of: "_airbyte_raw_visits", where: "_airbyte_ab_id = 'late'")
                    == ["true"])
            // Postgres has counted it by then.
            try await Task.sleep(for: .seconds(1.5))
            try await loader.execute("select pg_stat_force_next_flush()")
        }
        try await shop.apply(catalog)
        #expect(try await shop.values("_airbyte_ab_id", of: "visits", where: "_airbyte_ab_id = 'late'") == ["late"])
        #expect(try await shop.values("url", of: "visits_pages", where: "_airbyte_ab_id = 'late'") == ["/late"])
    }

    @Test(arguments: Kind.allCases)
    func nothingIsWrittenWhereNothingIsNew(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        let catalog = Shop.catalog(Shop.orders, Shop.visits, Shop.members, Shop.levels)
        try await shop.apply(catalog)
        try await shop.apply(catalog)
        let before = try await state(of: shop)
        try await shop.apply(catalog)
        #expect(try await state(of: shop) == before)
    }

    /// A table that was emptied, a raw table that was loaded anew, and progress that says nothing of either.
    @Test(arguments: Kind.allCases)
    func tablesThatAreNoLongerTheSameAreComparedAsAWhole(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        try await shop.load(Shop.first)
        try await shop.load(Shop.second)
        let catalog = Shop.catalog(Shop.orders, Shop.visits)
        try await shop.apply(catalog)
        let before = try await shop.tables()
        if kind == .postgres {
            try await shop.execute("truncate public.orders; truncate public.visits, public.visits_pages")
        } else {
            for table in ["visits", "visits_pages"] { try await shop.execute("drop table \(table)") }
        }
        try await shop.apply(catalog)
        #expect(try await shop.tables() == before)

        let raw = shop.raw("visits").text
        let copy = "copy_of_raw".inPublic(kind)
        try await shop.execute("create table \(copy) as select * from \(raw)")
        try await shop.execute(kind == .postgres ? "truncate \(raw)" : "delete from \(raw)")
        try await shop.execute(
            "insert into \(raw) values ('other', '{\"id\": 9}', '2020-01-01T00:00:00Z')")
        try await shop.execute("insert into \(raw) select * from \(copy)")
        try await shop.apply(catalog)
        #expect(try await shop.values("_airbyte_ab_id", of: "visits", where: "_airbyte_ab_id = 'other'") == ["other"])
    }

    /// What changes with anything that is written. On Postgres without Planar's own notes: while a transaction is open
    /// anywhere on the server, what has come since it began is looked at again, and that is noted.
    private func state(of shop: Warehouse) async throws -> [String?] {
        if shop.kind == .sqlite {
            return try await shop.connection.rows("pragma data_version;").first ?? []
        }
        return try await shop.connection.rows(
            """
            select md5(string_agg(
                query_to_xml(
                    format('select xmin::text as x, ctid::text as c, t::text as t from %I.%I as t', schemaname, tablename),
                    true, true, '')::text,
                '' order by schemaname, tablename))
            from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema', '_planar');
            """
        ).first ?? []
    }
}
