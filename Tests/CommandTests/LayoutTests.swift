import Dialects
import Foundation
import Testing

/// How tables lie on BigQuery, where a project says it.
@Suite struct LayoutTests {
    private static let catalog = Shop.catalog(
        Shop.stream(
            "shops",
            #"{"id": {"type": "integer"}, "name": {"type": "string"}, "day": {"type": "string", "format": "date"}}"#,
            sync: "full_refresh", destination: "overwrite"),
        Shop.visits, Shop.orders)

    private static let rows = [
        Shop.Row("shops", "s1", #"{"id": 1, "name": "Mitte", "day": "2024-01-01"}"#),
        Shop.Row("visits", "v1", #"{"id": 1, "at": "2024-01-01T10:00:00Z", "pages": [{"url": "/"}]}"#),
        Shop.Row("orders", "o1", #"{"id": 1, "total": 1.5, "updated_at": "2024-01-01T10:00:00Z", "items": []}"#),
    ]

    /// The column of the partitions, then those of the clusters.
    private func layout(of table: String, in shop: BigQueryWarehouse) async throws -> [String?] {
        let columns = "select column_name from shop.INFORMATION_SCHEMA.COLUMNS where table_name = '\(table)' and"
        let partition = try await shop.connection.rows(
            SQL(trusted: "\(columns) is_partitioning_column = 'YES'"))
        let clusters = try await shop.connection.rows(
            SQL(
                trusted: "\(columns) clustering_ordinal_position is not null order by clustering_ordinal_position"))
        return [partition.first?[0]] + clusters.map { $0[0] }
    }

    @Test func tablesAreLaidOutAsTheProjectSays() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Self.rows)
        try await shop.apply(Self.catalog)
        #expect(try await layout(of: "shops", in: shop) == ["_airbyte_emitted_at", "_airbyte_emitted_at"])
        let before = try await shop.tables()

        try shop.folder.write(
            """
            version: 1
            streams:
              shops: {partition_by: {day: month}, cluster_by: [name, id]}
              visits: {partition_by: at}
              orders: {cluster_by: updated_at, partition_by: none}
            """, to: "planar.yml")
        let plan = try await shop.apply(Self.catalog, command: "plan")
        #expect(plan.output.contains("laid out anew"), "\(plan)")
        try await shop.apply(Self.catalog)
        #expect(try await layout(of: "shops", in: shop) == ["day", "name", "id"])
        #expect(try await layout(of: "visits", in: shop) == ["at", "_airbyte_emitted_at"])
        #expect(try await layout(of: "orders", in: shop) == [nil, "updated_at"])
        #expect(try await layout(of: "orders_scd", in: shop)[0] == "_airbyte_emitted_at")
        expectSame(try await shop.tables(), before, "laid out anew")

        // What comes later has its place, and columns that change keep it.
        try await shop.load([
            Shop.Row("visits", "v2", #"{"id": 2, "at": "2024-01-02T10:00:00Z", "pages": []}"#),
            Shop.Row("orders", "o2", #"{"id": 2, "total": 2.5, "updated_at": "2024-01-02T10:00:00Z", "items": []}"#),
        ])
        let retyped = Self.catalog.replacing(
            #""visits", "json_schema": {"type": "object", "properties": {"id": {"type": "integer"}"#,
            with: #""visits", "json_schema": {"type": "object", "properties": {"id": {"type": "string"}"#)
        #expect(retyped != Self.catalog)
        try await shop.apply(retyped)
        #expect(try await layout(of: "visits", in: shop) == ["at", "_airbyte_emitted_at"])
        #expect(try await shop.values("id", of: "visits") == ["1", "2"])
        #expect(try await shop.values("id", of: "orders") == ["1", "2"])

        // Without the setting a table that is written anew lies as at first, and others as they are.
        try shop.folder.write("version: 1\n", to: "planar.yml")
        try await shop.apply(retyped)
        #expect(try await layout(of: "shops", in: shop) == ["_airbyte_emitted_at", "_airbyte_emitted_at"])
        #expect(try await layout(of: "visits", in: shop) == ["at", "_airbyte_emitted_at"])
        #expect(try await shop.values("id", of: "shops") == ["1"])
    }

    @Test func aTableThatIsNewLiesSoAtOnce() async throws {
        let shop = try await BigQueryWarehouse()
        try await shop.load(Self.rows)
        try shop.folder.write("version: 1\ndefaults: {partition_by: updated_at, cluster_by: [id]}\n", to: "planar.yml")
        let run = try await shop.apply(Self.catalog)
        #expect(try await layout(of: "orders", in: shop) == ["updated_at", "id"])
        #expect(try await layout(of: "shops", in: shop) == ["_airbyte_emitted_at", "id"])
        #expect(!run.errors.contains("warning"), "\(run)")
    }

    @Test(arguments: [
        ("shops: {partition_by: name}", "no table can be partitioned by \"name\", for its type"),
        ("shops: {partition_by: {day: hour}}", "no table can be partitioned by \"day\", for its type"),
        ("orders: {cluster_by: [total]}", "no table can be clustered by \"total\", for its type"),
        ("orders: {cluster_by: []}", "cluster_by must be one to four columns"),
        ("orders: {partition_by: {id: day, at: day}}", "partition_by must be one column"),
        ("orders: {cluster_by: nothing}", "there is no column \"nothing\""),
    ])
    func columnsThatDoNotFitAreTold(settings: String, message: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.catalog, to: "catalog.json")
        try folder.write("version: 1\ncatalog: catalog.json\nstreams:\n  \(settings)\n", to: "planar.yml")
        let check = try await Planar.run(["check", "--dialect", "bigquery"], in: folder)
        #expect(check.all.contains(message), "\(check)")
    }
}
