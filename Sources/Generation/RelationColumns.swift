import Catalog
import Dialects
import TableModel

extension Relation {
    /// The columns of the table in the order in which it is built, Airbyte's own among them.
    func columns(in dialect: any Dialect) -> [ColumnSpec] {
        let compared: Set<Identifier> =
            if case .history(let versioning) = kind { Set(versioning.columns.map(\.name) + [.startAt, .endAt]) } else {
                []
            }
        func column(
            _ name: Identifier, _ path: [String], _ type: SchemaType, as sqlType: SQL? = nil,
            from rawValue: ColumnSpec.RawValue? = nil
        ) -> ColumnSpec {
            ColumnSpec(
                name: name, path: path, type: type, sqlType: sqlType ?? dialect.columnType(type),
                tellsVersions: compared.contains(name), rawValue: rawValue)
        }
        let document: SQL =
            switch table.nesting {
            case .object(let column, _):
                dialect.object(in: TypedColumn("parent.\(dialect.quoted(column))", column.type))
            case .root: "record._airbyte_data"
            case .array: dialect.element
            }
        func own(_ name: Identifier, _ type: SchemaType, as sqlType: SQL? = nil) -> ColumnSpec {
            column(name, [], type, as: sqlType)
        }
        let properties = table.columns.map {
            column(
                $0.name, table.path + $0.path, $0.type,
                from: ColumnSpec.RawValue($0, in: document, dialect))
        }
        let rawRow = [
            own(Column.rawID.name, .string, as: dialect.rawIDType), own(Column.emittedAt.name, Column.emittedAt.type),
            own(.normalizedAt, .timestamp(zoned: true)),
        ]
        let hash = own(table.hashColumn, .string)
        switch kind {
        case .rows, .current:
            return (table.nesting.parentHash.map { [own($0, .string)] } ?? [])
                + (table.hasArrayIndex ? [own(.arrayIndex, .integer)] : []) + properties + rawRow + [hash]
        case .history(let versioning):
            return [own(.uniqueKey, .string), own(.uniqueKeySCD, .string)] + properties
                + [own(.startAt, versioning.cursor.type), own(.endAt, versioning.cursor.type)]
                + [own(.activeRow, .integer, as: dialect.flagType)] + rawRow + [hash]
        case .latest:
            return [own(.uniqueKey, .string)] + properties + rawRow + [hash]
        }
    }
}

extension Table {
    /// Whether its rows say where their element stands in the array.
    var hasArrayIndex: Bool { if case .array = nesting { stream.hasArrayIndex } else { false } }
}

extension Relation {
    func layout(_ dialect: any Dialect) -> TableLayout? {
        dialect.layout(of: columns(in: dialect).map(\.name), layoutChoice)
    }

    /// Of the stream's own table; others lie as Planar finds them best.
    var layoutChoice: LayoutChoice? {
        guard target == root.name, let wish = root.stream.layout else { return nil }
        func column(_ property: String) -> Column? {
            table.columns.first { ExactString($0.property) == ExactString(property) }
        }
        let partition: LayoutChoice.Partition? =
            switch wish.partition {
            case nil: nil
            case .some(.none): LayoutChoice.Partition.none
            case .by(let property, let unit): column(property).map { .by($0, unit) }
            }
        return LayoutChoice(partition: partition, clusters: wish.clusters?.compactMap(column))
    }
}
