import Catalog

/// What masks keep out of tables, for `planar verify --masks`. BigQuery has no function that takes a JSON value of any
/// shape apart, so its text is cut into tokens: names end with a colon, and what is left are texts and numbers.
extension BigQueryDialect {
    package func hiddenValues(of document: SQL, _ masking: Masking) -> SQL {
        let values = hidden("safe.parse_json(\(document), wide_number_mode => 'round')", masking, level: 0)
        return "unnest(array(\n    select as struct shown as value\n    from unnest(\(values)) as shown\n)) as hidden"
    }

    /// Texts and numbers of a JSON value, as an array.
    private func hidden(_ value: SQL, _ masking: Masking, level: Int) -> SQL {
        switch masking {
        case .value(let mask): return leaves(of: value, under: mask)
        case .members(let members, let keepsOthers):
            let element = SQL(trusted: "element_\(level)")
            var parts = members.compactMap { member -> SQL? in
                let own: SQL = "\(element)[\(literal(member.name))]"
                return switch member.treatment {
                case .keep: nil
                case .drop: leaves(of: own)
                case .mask(let masking): hidden(own, masking, level: level + 1)
                }
            }
            if !keepsOthers {
                let named = members.map { literal("$.\"\($0.name)\"") }
                parts.append(
                    leaves(of: named.isEmpty ? element : "json_remove(\(element), \(named.joined(", ")))"))
            }
            // What is no object is not shown at all.
            return """
                array(
                    select shown
                    from unnest(if(json_type(\(value)) = 'array', json_query_array(\(value)), [\(value)])) as \(element)
                    cross join unnest(
                        if(json_type(\(element)) = 'object', array_concat(\(parts.joined(", "))), \(leaves(of: element)))
                    ) as shown
                )
                """
        }
    }

    /// - Parameter mask: of dates, which have nothing to hide where they are the first of their year.
    private func leaves(of value: SQL, under mask: Mask? = nil) -> SQL {
        let text: SQL = "json_value(token)"
        let isHidden: SQL =
            if let mask, case .truncateDate = mask {
                "\n        and strpos(ifnull(\(masked(text, by: mask)), ''), \(text)) = 0"
            } else {
                ""
            }
        return """
            array(
                select \(text)
                from unnest(regexp_extract_all(to_json_string(\(value)), r'"(?:[^"\\\\]|\\\\.)*":?|-?[0-9][0-9.eE+-]*')) as token
                where not ends_with(token, ':')\(isHidden)
            )
            """
    }

    package func text(of column: ExistingColumn, in row: SQL) -> SQL {
        let value: SQL = "\(row).\(quoted(column.name))"
        return column.type.hasPrefix("array<")
            ? "array_to_string(\(value), ' ')" : "cast(\(value) as \(columnType(.string)))"
    }
}
