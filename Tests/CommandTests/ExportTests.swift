import Dialects
import Foundation
import Runner
import Testing

/// What is exported as text: a dbt project, and tests as SQL.
@Suite struct ExportTests {
    private func export(
        _ arguments: String..., catalog: String = Shop.everything, project: String? = nil,
        in folder: TemporaryFolder? = nil
    ) async throws -> (TemporaryFolder, Outcome) {
        let folder = try folder ?? TemporaryFolder()
        try folder.write(catalog, to: "catalog.json")
        if let project { try folder.write("version: 1\ncatalog: catalog.json\n\(project)", to: "planar.yml") }
        return (
            folder,
            try await Planar.run(["export"] + arguments + ["--catalog", "catalog.json", "--out", "out"], in: folder)
        )
    }

    @Test func theFilesOfAProject() async throws {
        let (folder, outcome) = try await export("dbt")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output == "6 streams, 12 models: 18 files written, 0 unchanged, 0 removed\n")
        let files = try folder.files(below: "out")
        let models = [
            "members", "members_scd", "orders", "orders_items", "orders_items_gift", "orders_scd", "prices", "shops",
            "shops_address", "visits", "visits_pages",
        ]
        #expect(
            Set(files.keys)
                == Set(
                    models.map { "models/public/\($0).sql" } + [
                        "models/stock/levels.sql", "models/sources.yml", "models/schema.yml", "dbt_project.yml",
                        "profiles.yml", "README.md", "macros/generate_schema_name.sql", ".planar-export",
                    ]))
    }

    /// A model is the select of the compiled first build, but for names.
    @Test(arguments: [
        (
            "public/visits", "public.visits.01_visits", #"{{ source('public', '_airbyte_raw_visits') }}"#,
            "\"public\"._airbyte_raw_visits"
        ),
        ("public/visits_pages", "public.visits.02_visits_pages", "{{ ref('visits') }}", #""public"."visits""#),
        ("public/orders_items", "public.orders.03_orders_items", "{{ ref('orders_scd') }}", #""public"."orders_scd""#),
        ("public/orders", "public.orders.02_orders", "{{ ref('orders_scd') }}", #""public"."orders_scd""#),
        (
            "stock/levels", "stock.levels.01_levels", "{{ source('stock', '_airbyte_raw_levels') }}",
            #""stock"._airbyte_raw_levels"#
        ),
    ])
    func aModelIsASelect(_ model: String, _ compiled: String, _ mark: String, _ name: String) async throws {
        let (folder, _) = try await export("dbt")
        let outcome = try await Planar.run(
            ["compile", "--catalog", "catalog.json", "--dialect", "postgres", "--out", "sql"], in: folder)
        #expect(outcome.status == 0)
        let text = try #require(try folder.files(below: "out/models")["\(model).sql"])
        let parts = model.split(separator: "/")
        let config = "{{ config(schema='\(parts[0])', alias='\(parts[1])') }}\n\n"
        #expect(text.hasPrefix(config))
        #expect(text.contains(mark))
        let select = text.dropFirst(config.count).replacing(mark, with: name)
        let build = try #require(try folder.files(below: "sql/first")["\(compiled).sql"])
        #expect(build.contains(" as\n" + select.dropLast() + ";\n"))
    }

    @Test func onlyWhatIsTrueIsTested() async throws {
        let (folder, outcome) = try await export("tests", "--dialect", "postgres")
        #expect(outcome.status == 0, "\(outcome)")
        func tests(_ table: String) throws -> Set<String> { Set(try folder.files(below: "out/\(table)").keys) }
        let everywhere: Set = [
            "_airbyte_ab_id.not_null.sql", "_airbyte_emitted_at.not_null.sql", "_airbyte_normalized_at.not_null.sql",
        ]
        #expect(
            try tests("public.prices")
                == everywhere.union(["_airbyte_ab_id.unique.sql", "_airbyte_prices_hashid.not_null.sql"]))
        // The elements of an array come of one raw row, and may be alike.
        #expect(
            try tests("public.visits_pages")
                == everywhere.union([
                    "_airbyte_ab_id.relationships.sql", "_airbyte_pages_hashid.not_null.sql",
                    "_airbyte_visits_hashid.not_null.sql", "_airbyte_visits_hashid.relationships.sql",
                ]))
        #expect(try tests("public.shops_address").contains("_airbyte_ab_id.unique.sql"))
        #expect(
            try tests("public.orders_scd")
                == everywhere.union([
                    "_airbyte_ab_id.unique.sql", "_airbyte_ab_id.relationships.sql",
                    "_airbyte_unique_key.not_null.sql", "_airbyte_unique_key_scd.not_null.sql",
                    "_airbyte_active_row.not_null.sql", "_airbyte_active_row.accepted_values.sql",
                    "_airbyte_orders_hashid.not_null.sql",
                ]))
        // A key of one integer has a hash of its own.
        #expect(
            try tests("public.orders")
                == everywhere.union([
                    "_airbyte_ab_id.unique.sql", "_airbyte_ab_id.relationships.sql",
                    "_airbyte_unique_key.not_null.sql", "_airbyte_unique_key.unique.sql",
                    "_airbyte_orders_hashid.not_null.sql",
                ]))
    }

    /// NULL and the empty text share a hash.
    @Test func aKeyOfTextsIsNotUnique() async throws {
        let stream = Shop.stream(
            "books", #"{"isbn": {"type": "string"}}"#, destination: "append_dedup", key: "isbn", cursor: "isbn")
        let (folder, _) = try await export("tests", "--dialect", "sqlite", catalog: Shop.catalog(stream))
        let files = try folder.files(below: "out")
        #expect(files["main.books/_airbyte_unique_key.not_null.sql"] != nil)
        #expect(files["main.books/_airbyte_unique_key.unique.sql"] == nil)
    }

    @Test func whatIsGoneIsRemovedAndOthersFilesStay() async throws {
        let (folder, _) = try await export("dbt")
        try folder.write("select 1", to: "out/models/public/mine.sql")
        let (_, same) = try await export("dbt", in: folder)
        #expect(same.output == "6 streams, 12 models: 0 files written, 18 unchanged, 0 removed\n")
        let (_, fewer) = try await export("dbt", catalog: Shop.catalog(Shop.shops, Shop.levels), in: folder)
        #expect(fewer.output.hasSuffix(" unchanged, 9 removed\n"), "\(fewer)")
        let models = try folder.files(below: "out/models")
        #expect(
            Set(models.keys) == [
                "public/shops.sql", "public/shops_address.sql", "public/mine.sql", "stock/levels.sql", "sources.yml",
                "schema.yml",
            ])
    }

    @Test func whatOthersWroteIsNotWrittenOver() async throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "out/README.md")
        let (_, outcome) = try await export("dbt", in: folder)
        #expect(outcome.status == 2, "\(outcome)")
        #expect(outcome.errors.contains("out/README.md is there and was written by no export"), "\(outcome)")
        #expect(try folder.files(below: "out") == ["README.md": "mine"])
    }

    /// A list that somebody has changed removes nothing beside the folder.
    @Test func nothingIsRemovedElsewhere() async throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "other.sql")
        try folder.write(
            "../other.sql\nmodels/../../other.sql\n\(folder.path("other.sql"))\n", to: "out/.planar-export")
        let (_, outcome) = try await export("dbt", in: folder)
        #expect(outcome.status == 0 && outcome.output.hasSuffix(" 0 removed\n"), "\(outcome)")
        #expect(folder.exists("other.sql"))
    }

    /// In two schemas tables may have one name, models may not.
    @Test func modelsHaveNamesOfTheirOwn() async throws {
        let properties = #"{"id": {"type": "integer"}}"#
        let (folder, outcome) = try await export(
            "dbt",
            catalog: Shop.catalog(
                Shop.stream("a", namespace: "x", properties), Shop.stream("a", namespace: "y", properties),
                Shop.stream("x__a", namespace: "z", properties)))
        #expect(outcome.status == 0, "\(outcome)")
        let models = try folder.files(below: "out/models")
        #expect(models["x/x__a_2.sql"]?.hasPrefix("{{ config(schema='x', alias='a') }}") == true)
        #expect(models["y/y__a.sql"]?.hasPrefix("{{ config(schema='y', alias='a') }}") == true)
        #expect(models["z/x__a.sql"]?.hasPrefix("{{ config(schema='z', alias='x__a') }}") == true)
    }

    @Test func namesThatDifferInCaseAreRefused() async throws {
        let properties = #"{"id": {"type": "integer"}}"#
        let (folder, outcome) = try await export(
            "dbt", catalog: Shop.catalog(Shop.stream("User", properties), Shop.stream("user", properties)))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("dbt takes names that differ in case alone for one"), "\(outcome)")
        #expect(!folder.exists("out"))
    }

    @Test func masksByHashAreRefused() async throws {
        let project = """
            targets: {only: {type: postgres, host: localhost, user: me, database: shop}}
            mask_secret: ${PLANAR_MASK_SECRET}
            streams: {visits: {masks: {id: hash}}}
            """
        let (folder, outcome) = try await export("dbt", project: project)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("error: visits: a mask is hash"), "\(outcome)")
        #expect(!folder.exists("out"))
    }

    @Test func aTargetOfAnotherDatabaseIsRefused() async throws {
        let (_, outcome) = try await export("dbt", project: "targets: {only: {type: sqlite, path: shop.db}}\n")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("export dbt is for Postgres"), "\(outcome)")
    }

    @Test(arguments: ["dbt", "tests"])
    func helpHasAnExample(_ command: String) async throws {
        let outcome = try await Planar.run(["export", command, "--help"], in: TemporaryFolder())
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Example: planar export \(command) --catalog"))
    }

    private static let damages = [
        "update {orders_scd} set _airbyte_active_row = 2 where _airbyte_active_row = 0",
        "update {prices} set _airbyte_emitted_at = null where true",
        "insert into {prices} select * from {prices} where _airbyte_ab_id = 'p1'",
        "delete from {visits} where _airbyte_ab_id = 'v1'", "delete from {members} where true",
    ]

    private static let findings: Set = [
        "orders_scd/_airbyte_active_row.accepted_values", "prices/_airbyte_emitted_at.not_null",
        "prices/_airbyte_ab_id.unique", "visits_pages/_airbyte_ab_id.relationships",
        "visits_pages/_airbyte_visits_hashid.relationships", "members_scd/_airbyte_ab_id.relationships",
    ]

    /// Runs the exported tests before and after damage: each kind is found, and nothing else.
    private func expectToFindDamage(
        _ folder: TemporaryFolder, _ connection: any Connection, _ options: [String], schema: String,
        table: (String) -> String
    ) async throws {
        let outcome = try await Planar.run(
            ["export", "tests", "--catalog", "catalog.json", "--out", "tests"] + options, in: folder)
        try #require(outcome.status == 0, "\(outcome)")
        let files = try folder.files(below: "tests").filter { $0.key.hasSuffix(".sql") }
        #expect(outcome.output.hasPrefix("12 tables, \(files.count) tests: "))
        func failing() async throws -> Set<String> {
            var names: Set<String> = []
            for (name, text) in files where try await !connection.rows(SQL(trusted: text)).isEmpty {
                names.insert(name)
            }
            return names
        }
        #expect(try await failing() == [])
        for damage in Self.damages {
            let statement = damage.replacing(#/\{(\w+)\}/#) { table(String($0.output.1)) }
            try await connection.execute(SQL(trusted: statement))
        }
        #expect(try await failing() == Set(Self.findings.map { "\(schema).\($0).sql" }))
    }

    @Test(arguments: Kind.allCases)
    func theTestsFindDamage(_ kind: Kind) async throws {
        let shop = try await Warehouse(kind)
        for rows in [Shop.first, Shop.second] {
            try await shop.load(rows)
            try await shop.apply(Shop.everything)
        }
        try await expectToFindDamage(
            shop.folder, shop.connection, ["--dialect", kind.rawValue], schema: kind == .sqlite ? "main" : "public"
        ) { $0.inPublic(kind) }
    }

    @Test func theTestsFindDamageOnBigQuery() async throws {
        let shop = try await BigQueryWarehouse()
        for rows in [Shop.first, Shop.second] {
            try await shop.load(rows)
            try await shop.apply(Shop.everything)
        }
        try await expectToFindDamage(
            shop.folder, shop.connection, ["--dialect", "bigquery", "--schema", "shop"], schema: "shop"
        ) { "shop.\($0)" }
    }
}
