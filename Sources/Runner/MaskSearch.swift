import Catalog
import Dialects
import TableModel

/// Looks for values in a target that masks were to keep out of it.
package struct MaskSearch: Sendable {
    private let connection: any Connection
    private let dialect: any Dialect
    /// The names that tables have and had, as the target has them on record.
    private let records: [ResolvedNames.Record]

    /// - Parameter found: the target as it was found.
    package init(_ connection: any Connection, dialect: any Dialect, in found: Target) {
        self.connection = connection
        self.dialect = dialect
        records = found.names.records + found.formerNames
    }

    /// Values that are shorter stand in texts and hashes by chance.
    package static let shortest = 4

    package struct Finding: Sendable {
        package let stream: StreamName
        package let table: TableName
        /// How many of them, each in a row of the table.
        package let count: Int
        /// The raw row and the column of one of them.
        package let rawRow: String
        package let column: String
    }

    /// The streams whose tables are masked otherwise than they are to be, or not yet.
    ///
    /// - Parameter options: with the key of the secret.
    package func pending(in families: [[Script]], _ options: RunOptions) async throws -> [StreamName] {
        let existing = try await connection.relations(named: [dialect.masksTable])
        let noted = try await connection.notedMasks(of: families, existing: existing, in: dialect)
        return families.filter { options.masksAnew($0[0], noted: noted) }.map { $0[0].stream }
    }

    /// Searches every table that the streams have or had, and what was kept aside of them. A row is compared with the raw row
    /// that it came from: a value of another record, such as the name of a city that is somebody's name, says nothing.
    package func findings(in families: [[Script]]) async throws -> [Finding] {
        var findings: [Finding] = []
        let keptAside = KeptAside(dialect).table
        for family in families {
            guard let masking = family[0].masking, let raw = family[0].raw else { continue }
            let hidden = dialect.hiddenValues(of: "record._airbyte_data", masking)
            let (stream, root) = (family[0].stream, family[0].family)
            let former = records.filter {
                $0.schema == root.schema && $0.path.first.map { ExactString($0) } == ExactString(stream.name)
            }.map { TableName(schema: $0.schema, name: $0.table) }
            // A view has no values but those of a table.
            let tables =
                family.filter { $0.materialization != .view }.map(\.target)
                + former.filter { table in !family.contains { $0.target == table } }
            let existing = try await connection.relations(named: tables + [keptAside, raw])
            guard existing[raw] != nil else { continue }
            for table in tables + [keptAside] {
                let columns = (existing[table] ?? []).filter { !$0.name.text.isAirbyteName }
                guard !columns.isEmpty,
                    table == keptAside || existing[table]?.contains(where: { $0.name == Column.rawID.name }) == true
                else { continue }
                let rawRow: SQL = table == keptAside ? "output.raw_row" : "output._airbyte_ab_id"
                let searched = columns.filter { table != keptAside || ["value", "reason"].contains($0.name.text) }
                let rows = try await connection.rows(
                    search(table, searched, rawRow: rawRow, raw: family[0].rawRows, hidden: hidden))
                guard let row = rows.first, row.count == 3, let count = row[0].flatMap({ Int($0) }), count > 0 else {
                    continue
                }
                findings.append(
                    Finding(stream: stream, table: table, count: count, rawRow: row[1] ?? "", column: row[2] ?? ""))
            }
        }
        return findings
    }

    /// ```sql
    /// select count(*), min(found.raw_row), min(found.column_name)
    /// from (
    ///     select
    ///         output._airbyte_ab_id as raw_row,
    ///         case
    ///             when replace(cast(output."name" as text), hidden.value, '') <> cast(output."name" as text) then 'name'
    ///         end as column_name
    ///     from "public"."people" as output
    ///     join "public"."_airbyte_raw_people" as record on record._airbyte_ab_id = output._airbyte_ab_id
    ///     cross join _planar.masked_values(record._airbyte_data, '{"mask": {"name": "redact"}}') as hidden(value)
    ///     where length(hidden.value) >= 4
    /// ) as found
    /// where found.column_name is not null;
    /// ```
    private func search(_ table: TableName, _ columns: [ExistingColumn], rawRow: SQL, raw: SQL, hidden: SQL) -> SQL {
        let cases: [SQL] = columns.map { column in
            let text = dialect.text(of: column, in: "output")
            return
                "            when replace(\(text), hidden.value, '') <> \(text) then \(dialect.literal(column.name.text))"
        }
        return """
            select count(*), min(found.raw_row), min(found.column_name)
            from (
                select
                    \(rawRow) as raw_row,
                    case
            \(cases.joined("\n"))
                    end as column_name
                from \(dialect.relation(table)) as output
                join \(raw) as record on record._airbyte_ab_id = \(rawRow)
                cross join \(hidden)
                where length(hidden.value) >= \(SQL(trusted: "\(Self.shortest)"))
            ) as found
            where found.column_name is not null;
            """
    }
}
