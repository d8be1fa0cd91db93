import Catalog
import TableModel

extension Dialect {
    /// The rows of a raw table under the names of Airbyte's first format, for a `from`: the table itself where it has those.
    ///
    /// ```sql
    /// (
    ///     select
    ///         ctid,
    ///         xmin,
    ///         cast(_airbyte_raw_id as character varying) as _airbyte_ab_id,
    ///         _airbyte_data,
    ///         _airbyte_extracted_at as _airbyte_emitted_at
    ///     from "airbyte_internal"."public_raw__stream_orders"
    ///     where _airbyte_generation_id >= 3
    /// )
    /// ```
    package func rows(of raw: TableName, _ format: RawFormat, _ generations: Generations) -> SQL {
        guard case .v2(let layout) = format else { return relation(raw) }
        let data: SQL = layout.recordIsJSON ? "to_json_string(_airbyte_data) as _airbyte_data" : "_airbyte_data"
        let columns: [SQL] =
            placeOfRow + [
                "\(rawIDOfV2) as _airbyte_ab_id", data, "_airbyte_extracted_at as _airbyte_emitted_at",
            ]
        let condition = layout.hasGenerations ? generations.condition(of: relation(raw)) : nil
        return """
            (
                select
                    \(columns.joined(",\n        "))
                from \(relation(raw))\(condition.map { "\n    where \($0)" } ?? "")
            )
            """
    }
}

/// Which generations of a refreshed stream count.
package enum Generations: Sendable {
    case all
    /// A refresh that truncates makes older ones void.
    case since(Int)
    /// Each refresh replaces all that was there.
    case newest

    package init(of stream: StreamSchema) {
        if stream.infersDeletes {
            // Older generations are history.
            self = .all
        } else if stream.minimumGeneration > 0 {
            self = .since(stream.minimumGeneration)
        } else {
            self = stream.destinationSyncMode == .overwrite ? .newest : .all
        }
    }

    /// A row without a number is of the time before there were any.
    fileprivate func condition(of raw: SQL) -> SQL? {
        switch self {
        case .all: nil
        case .since(let minimum): SQL(trusted: "_airbyte_generation_id >= \(minimum)")
        case .newest:
            "coalesce(_airbyte_generation_id, 0) = (select coalesce(max(_airbyte_generation_id), 0) from \(raw))"
        }
    }
}
