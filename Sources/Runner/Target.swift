import Dialects
import TableModel

/// What a target looks like before a run, as far as names depend on it.
package struct Target: Sendable {
    /// On databases without schemas the tables that are there, which tell how a loader spells raw tables.
    package let tables: Set<Identifier>?
    package let names: ResolvedNames
    /// Names that tables had before other settings gave them theirs.
    package let formerNames: [ResolvedNames.Record]
    /// The raw tables of Airbyte's newer format.
    package let rawTablesOfV2: RawTablesOfV2

    /// - Parameter rawSchema: where raw tables of the newer format are.
    package init(
        _ connection: any Connection, dialect: any Dialect, rawSchema: String = RawFormat.schemaOfV2
    ) async throws {
        let state = NameTable(dialect)
        let schemaOfV2 = dialect.identifierRules.schemaOfV2(rawSchema)
        let relations = try await connection.relations(in: [state.relations.schema, schemaOfV2])
        rawTablesOfV2 = RawTablesOfV2(
            schema: rawSchema,
            existing: relations.reduce(into: [:]) { found, relation in
                let (table, columns) = relation
                guard table.schema == schemaOfV2, columns.contains(where: { $0.name == RawFormat.rawID }) else {
                    return
                }
                found[table] = RawFormat.V2(
                    hasGenerations: columns.contains { $0.name == RawFormat.generation },
                    recordIsJSON: dialect.holdsRecordsAsText
                        && columns.contains { $0.name.text == "_airbyte_data" && $0.type == "json" })
            })
        tables = dialect.hasSchemas ? nil : Set(relations.keys.map(\.name))
        guard relations[state.relations] != nil else {
            names = ResolvedNames()
            formerNames = []
            return
        }
        let format =
            try await connection.rows(state.readFormat).first?.first.flatMap { $0.flatMap(Int.init) }
            ?? NameTable.format
        guard format <= NameTable.format else { throw NewerState(format: format, table: state.relations) }
        names = ResolvedNames(try await connection.rows(state.readRecords).compactMap(NameTable.record))
        // Programs of before did not keep them.
        formerNames =
            relations[state.former] == nil
            ? [] : try await connection.rows(state.readFormer).compactMap(NameTable.record)
    }

    /// The target was written by a program that knows more than this one.
    package struct NewerState: Error, CustomStringConvertible {
        let format: Int
        let table: TableName

        package var description: String {
            """
            the target was written by a newer Planar: \(table) has format \(format), this program knows \(NameTable.format)
                hint: run the newer version
            """
        }
    }
}
