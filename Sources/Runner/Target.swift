import Dialects
import TableModel

/// What a target looks like before a run, as far as names depend on it.
package struct Target: Sendable {
    /// On databases without schemas the tables that are there, which tell how a loader spells raw tables.
    package let tables: Set<Identifier>?
    package let names: ResolvedNames

    package init(_ connection: any Connection, dialect: any Dialect) async throws {
        let state = NameTable(dialect)
        let relations = try await connection.relations(in: [state.relations.schema])
        tables = dialect.hasSchemas ? nil : Set(relations.keys.map(\.name))
        guard relations[state.relations] != nil else {
            names = ResolvedNames()
            return
        }
        let format =
            try await connection.rows(state.readFormat).first?.first.flatMap { $0.flatMap(Int.init) }
            ?? NameTable.format
        guard format <= NameTable.format else { throw NewerState(format: format, table: state.relations) }
        names = ResolvedNames(try await connection.rows(state.readRecords).compactMap(NameTable.record))
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
