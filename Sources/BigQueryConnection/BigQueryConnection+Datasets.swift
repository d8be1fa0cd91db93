import Dialects
import Runner
import TableModel

extension BigQueryConnection {
    /// The types are BigQuery's in lower case: `int64`, `array<string>`. A dataset that does not exist has no tables.
    package func relations(in schemas: [Identifier]) async throws -> [TableName: [ExistingColumn]] {
        try await withThrowingTaskGroup(of: [TableName: [ExistingColumn]].self) { group in
            for schema in schemas { group.addTask { try await relations(in: schema) } }
            return try await group.reduce(into: [:]) { all, some in all.merge(some) { old, _ in old } }
        }
    }

    private func relations(in schema: Identifier) async throws -> [TableName: [ExistingColumn]] {
        let place = quoted("\(jobs.settings.project).\(schema.text)")
        let rows: [[String?]]
        do {
            rows = try await self.rows(
                """
                select table_name, column_name, data_type, is_partitioning_column, clustering_ordinal_position
                from \(place).INFORMATION_SCHEMA.COLUMNS
                order by table_name, ordinal_position
                """)
        } catch let error as DatabaseError where error.code == "notFound" {
            // It may be elsewhere rather than missing, and then its tables are no less there.
            if try await jobs.reporting({ try await dataset(schema.text) }) == nil { return [:] }
            throw error
        }
        return rows.reduce(into: [:]) { relations, row in
            guard row.count == 5, let table = row[0], let column = row[1], let type = row[2] else { return }
            relations[TableName(schema: schema, name: Identifier(table)), default: []].append(
                ExistingColumn(
                    name: Identifier(column), type: type.lowercased(), isPartitioning: row[3] == "YES",
                    clusterPosition: row[4].flatMap { Int($0) }))
        }
    }

    /// BigQuery keeps no record of what a view reads.
    package func views(reading table: TableName) async throws -> [String] { [] }

    /// The datasets of the project that the account may see, hidden ones included. An account that may list none is
    /// asked about the default dataset alone.
    package func schemas() async throws -> Set<Identifier> {
        try await jobs.reporting {
            do {
                return Set(try await datasets().map { Identifier($0.datasetReference.datasetId) })
            } catch let failure as ServiceFailure where failure.reason == "accessDenied" {
                guard let name = jobs.settings.dataset, try await dataset(name) != nil else { return [] }
                return [Identifier(name)]
            }
        }
    }

    private func datasets() async throws -> [Wire.Dataset] {
        var datasets: [Wire.Dataset] = []
        var token: String?
        repeat {
            let page: Wire.DatasetList = try await jobs.rest.send(
                .init(
                    method: .GET, path: ["datasets"],
                    query: [("all", "true"), ("maxResults", "1000"), ("pageToken", token)]))
            datasets += page.datasets ?? []
            token = page.nextPageToken.flatMap { $0.isEmpty ? nil : $0 }
        } while token != nil
        return datasets
    }

    /// Nil where there is none.
    private func dataset(_ name: String) async throws -> Wire.Dataset? {
        do {
            return try await jobs.rest.send(.init(method: .GET, path: ["datasets", name]))
        } catch let failure as ServiceFailure where failure.status == 404 {
            return nil
        }
    }

    /// As GoogleSQL quotes names; a dataset or project has no character that would need an escape, an input may.
    private func quoted(_ name: String) -> SQL {
        let escaped = name.reduce(into: "") { text, letter in
            if letter == "`" || letter == "\\" { text += "\\" }
            text.append(letter)
        }
        return SQL(trusted: "`\(escaped)`")
    }
}
