import Dialects
import Foundation
import Testing

/// What dbt makes of an exported project is what a run makes of the same raw rows.
@Suite struct DbtTests {
    /// Names that mean something to SQL, Jinja, YAML or Python's formatting.
    private static let user = #"""
        {"stream": {"name": "User", "namespace": "Sales EU", "json_schema": {"type": "object", "properties": {
            "select": {"type": "integer"}, "Na\"me": {"type": "string"}, "{{ ref('x') }}": {"type": "string"},
            "{% raw %}": {"type": "number"}, "{# c #}": {"type": "string"}, "it's": {"type": "string"},
            "a\\b": {"type": "string"}, "Line\nbreak\n": {"type": "string"}, "CR\rLF\r\n": {"type": "string"},
            "{": {"type": "string"}, "%s }}": {"type": "string"}, "User Id": {"type": "string"},
            "user_id": {"type": "string"}, "\u007f\u0085\u2028": {"type": "string"},
            "when": {"type": "string", "format": "date-time"},
            "{{ nested }} {%": {"type": "array", "items": {"type": "object", "properties": {
                "{{ x": {"type": "string"},
                "%}": {"type": "object", "properties": {"{{{": {"type": "number"}}}}}}}}},
         "sync_mode": "incremental", "destination_sync_mode": "append_dedup",
         "primary_key": [["Na\"me"], ["{{ ref('x') }}"]], "cursor_field": ["when"]}
        """#

    private static let catalog = Shop.catalog(
        Shop.shops, Shop.prices, Shop.visits, Shop.orders, Shop.members, Shop.levels, user,
        Shop.stream("orders", namespace: "Sales EU", #"{"Id": {"type": "integer"}}"#, sync: "full_refresh"),
        Shop.stream(
            "{{ order's }}", #"{"day": {"type": "string", "format": "date"}}"#, sync: "full_refresh",
            destination: "overwrite"))

    private static func userRow(_ id: String, _ data: String, minute: Int = 0) -> Shop.Row {
        Shop.Row("sales_eu.user", id, data.replacing("'", with: "''"), minute: minute)
    }

    private static let first = [
        userRow(
            "u1",
            #"""
            {"select": 1, "Na\"me": "a-b", "{{ ref('x') }}": "c", "{% raw %}": 0.1, "{# c #}": "{# no comment #}", "it's": "it's",
             "a\\b": "\\", "Line\nbreak\n": "x\ny", "CR\rLF\r\n": "cr", "{": "{{", "%s }}": "%d %s", "User Id": "U", "user_id": "u",
             "\u007f\u0085\u2028": "control", "when": "2024-01-01T10:00:00+02:00",
             "{{ nested }} {%": [{"{{ x": "1", "%}": {"{{{": 1.5}}, {"{{ x": "2"}, {"{{ x": "2"}]}
            """#),
        // Another key of the same hash, and one that is NULL.
        userRow("u2", #"{"Na\"me": "a", "{{ ref('x') }}": "b-c", "when": "2024-01-01T10:00:00Z"}"#),
        userRow("u3", #"{"select": 3, "{% raw %}": 0.30000000000000004}"#),
        Shop.Row("sales_eu.orders", "e1", #"{"Id": 1}"#),
        Shop.Row("___order_s___", "d1", #"{"day": "2024-03-04"}"#),
    ]

    private static let second = [
        userRow(
            "u4",
            #"""
            {"select": 4, "Na\"me": "a-b", "{{ ref('x') }}": "c", "when": "2024-01-02T10:00:00Z",
             "{{ nested }} {%": [{"{{ x": "3", "%}": {"{{{": 2.5}}]}
            """#, minute: 9),
        Shop.Row("sales_eu.orders", "e2", #"{"Id": 1}"#, minute: 9),
        Shop.Row("___order_s___", "d2", #"{"day": "2024-12-11"}"#, minute: 9),
    ]

    private static let overwritten: Set = ["shops", "___order_s___"]

    /// The columns of all tables but Planar's own and raw ones, with types and in order.
    private func columns(_ shop: Warehouse) async throws -> [String: [String]] {
        let rows = try await shop.connection.rows(
            """
            select table_schema, table_name, column_name, data_type
            from information_schema.columns
            where table_schema in ('public', 'stock', 'sales_eu') and table_name not like '%airbyte_raw%'
            order by table_schema, table_name, ordinal_position
            """)
        return Dictionary(grouping: rows) { "\"\($0[0] ?? "")\".\"\($0[1] ?? "")\"" }
            .mapValues { $0.map { "\($0[2] ?? "") \($0[3] ?? "")" } }
    }

    private func rows(of tables: some Collection<String>, _ shop: Warehouse) async throws -> [String: [String]] {
        var rows: [String: [String]] = [:]
        for table in tables {
            rows[table] = try await shop.connection.rows(
                SQL(trusted: "select (to_jsonb(t) - '_airbyte_normalized_at')::text from \(table) as t")
            ).compactMap { $0[0] }.sorted()
        }
        return rows
    }

    private struct Results: Decodable {
        struct Result: Decodable {
            let uniqueId: String
            let status: String
        }
        let results: [Result]

        init(in folder: TemporaryFolder) throws {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(
                Self.self, from: Data(contentsOf: folder.url.appending(path: "dbt_project/target/run_results.json")))
        }
    }

    @Test func dbtMakesTheSameTables() async throws {
        let settings = "defaults: {current_views: true}\n"
        let ours = try await Warehouse(.postgres)
        try ours.writeProject(catalog: Self.catalog, settings)
        try await ours.load(Shop.first + Self.first, replacing: Self.overwritten)
        try await ours.apply(Self.catalog)
        try await ours.load(Shop.second + Self.second, replacing: Self.overwritten)
        try await ours.apply(Self.catalog)

        let theirs = try await Warehouse(.postgres)
        try await theirs.load(Shop.first + Self.first, replacing: Self.overwritten)
        try await theirs.load(Shop.second + Self.second, replacing: Self.overwritten)
        let name = try #require(theirs.settings).database
        // What hashes must not depend on.
        for setting in ["timezone = 'Asia/Tokyo'", "datestyle = 'SQL, DMY'", "extra_float_digits = 0"] {
            try await theirs.execute("alter database \(name) set \(setting)")
        }
        let folder = theirs.folder
        try theirs.writeProject(catalog: Self.catalog, settings)
        let exported = try await Planar.run(
            ["export", "dbt", "--out", "dbt_project"], in: folder)
        #expect(exported.status == 0, "\(exported)")

        // Twice: tables are replaced by their like.
        for arguments in [
            ["parse"], ["run", "--threads", "4"], ["run", "--threads", "4"], ["test", "--threads", "4"],
        ] {
            let outcome = try await DbtEnvironment.run(arguments, in: folder, on: theirs)
            try #require(outcome.status == 0, "dbt \(arguments): \(outcome)")
            #expect(!outcome.all.contains("[WARNING]"), "dbt \(arguments): \(outcome)")
        }
        // 14 of the shop, two views among them; User with its history, array and object, and a view of each; orders and
        // {{ order's }} of its own.
        let columns = try await columns(ours)
        #expect(columns.count == 22)
        let views = try await theirs.connection.rows(
            "select table_name from information_schema.views where table_schema = 'public'")
        #expect(Set(views.map { $0[0] }) == ["orders_items_current", "orders_items_gift_current"])
        #expect(try await self.columns(theirs) == columns)
        let rows = try await rows(of: columns.keys, ours)
        #expect(rows.values.allSatisfy { !$0.isEmpty })
        expectSame(try await self.rows(of: columns.keys, theirs), rows, "dbt and a run")

        // Each kind of test finds damage, and no other test takes it for its own.
        for statement in [
            "update public.orders_scd set _airbyte_active_row = 2 where _airbyte_active_row = 0",
            "update sales_eu.\"User\" set _airbyte_emitted_at = null",
            "delete from public.visits where _airbyte_ab_id = 'v1'",
            "insert into sales_eu.orders select * from sales_eu.orders limit 1",
            "delete from public.members",
        ] { try await theirs.execute(statement) }
        let damaged = try await DbtEnvironment.run(["test", "--threads", "4"], in: folder, on: theirs)
        #expect(damaged.status == 1, "\(damaged)")
        let results = try Results(in: folder).results
        #expect(results.allSatisfy { ["pass", "fail"].contains($0.status) })
        let failed = results.filter { $0.status == "fail" }.map { $0.uniqueId.split(separator: ".")[2] }.sorted()
        #expect(
            failed == [
                "accepted_values_orders_scd__airbyte_active_row__False__0__1", "not_null_User__airbyte_emitted_at",
                "relationships_members_scd__airbyte_ab_id___airbyte_ab_id__ref_members_",
                "relationships_visits_pages__airbyte_ab_id___airbyte_ab_id__ref_visits_",
                "relationships_visits_pages__airbyte_visits_hashid___airbyte_visits_hashid__ref_visits_",
                "unique_sales_eu__orders__airbyte_ab_id",
            ], "\(damaged)")
    }

    /// The functions of masks come with the project.
    @Test func masksNeedNoRunBefore() async throws {
        let shop = try await Warehouse(.postgres)
        try await shop.load(Shop.first)
        try shop.writeProject(
            catalog: Shop.everything,
            """
            streams:
              shops: {masks: {name: partial, address.city: redact}}
              visits: {masks: {pages.url: redact}}
            """)
        let run = try await Planar.run(["run"], in: shop.folder)
        try #require(run.status == 0, "\(run)")
        let tables = try await shop.tables()
        #expect(tables["shops_address"]?.contains { $0.contains("city: ***") } == true)
        try await shop.execute("drop schema _planar cascade")
        for table in tables.keys where !table.contains(".") { try await shop.execute("drop table public.\(table)") }
        try await shop.execute("drop table stock.levels")

        let exported = try await Planar.run(["export", "dbt", "--out", "dbt_project"], in: shop.folder)
        try #require(exported.status == 0, "\(exported)")
        let built = try await DbtEnvironment.run(["build"], in: shop.folder, on: shop)
        #expect(built.status == 0, "\(built)")
        expectSame(try await shop.tables(), tables, "dbt and a run")
    }
}
