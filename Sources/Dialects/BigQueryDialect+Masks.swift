import Catalog
import TableModel

/// Masks are expressions, since BigQuery would take functions as tables of the dataset. The secret of hashes comes as two
/// parameters of the query, the keys that HMAC makes of it: no text of a query has it.
extension BigQueryDialect {
    package func wholeText(of property: String, in document: SQL) -> SQL { spelled(property, in: document) }

    package func masked(_ text: SQL, by mask: Mask) -> SQL {
        switch mask {
        case .hash:
            return """
                to_hex(sha256(concat(@planar_mask_outer, sha256(concat(@planar_mask_inner, cast(\(text) as bytes))))))
                """
        case .redact: return "if(\(text) is not null, '***', null)"
        case .null: return "cast(null as string)"
        case .partial(let last):
            let (last, least) = (SQL(trusted: "\(last)"), SQL(trusted: "\(2 * last)"))
            return bound(
                text,
                "case when char_length(value) >= \(least) then concat('***', right(value, \(last))) when value is not null then '***' end"
            )
        case .emailDomain:
            return bound(text, "concat('***', ifnull(regexp_extract(value, r'@[A-Za-z0-9.-]+$'), left(value, 0)))")
        case .truncateDate(let unit):
            let cut: SQL =
                switch unit {
                case .year: "concat(left(value, 4), '-01-01')"
                case .month: "concat(left(value, 7), '-01')"
                case .day: "left(value, 10)"
                }
            return bound(
                text,
                "case when value = '' then '' when regexp_contains(value, r'^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])') then \(cut) when value is not null then '***' end"
            )
        }
    }

    /// One evaluation of a text that the expression names several times, as `value`.
    private func bound(_ text: SQL, _ expression: SQL) -> SQL {
        "(select \(expression) from unnest([\(text)]) as value)"
    }

    /// The text of the nested value, or of each element of an array, which is a text of its own. JSON is written anew: with
    /// its members in another order, and numbers as BigQuery spells them.
    package func masked(_ json: SQL, _ type: SchemaType, members: [Masking.Member], keepsOthers: Bool) -> SQL {
        func text(_ value: SQL) -> SQL {
            """
            (
                select nullif(to_json_string(\(masked("nested", members, keepsOthers, level: 0))), 'null')
                from unnest([safe.parse_json(\(value), wide_number_mode => 'round')]) as nested
            )
            """
        }
        guard columnType(type) == "array<string>" else { return text(json) }
        return """
            array(
                select ifnull(\(text("item")), 'null')
                from unnest(\(json)) as item with offset as place
                order by place
            )
            """
    }

    /// JSON of JSON: an object's members, or those of each object in an array.
    private func masked(_ value: SQL, _ members: [Masking.Member], _ keepsOthers: Bool, level: Int) -> SQL {
        let element = SQL(trusted: "element_\(level)")
        let object = maskedObject(value, members, keepsOthers, level: level)
        let ofElement = maskedObject(element, members, keepsOthers, level: level + 1)
        return """
            case json_type(\(value))
                when 'object' then \(object)
                when 'array' then to_json(array(
                    select if(json_type(\(element)) = 'object', \(ofElement), json 'null')
                    from unnest(json_query_array(\(value))) as \(element) with offset as place
                    order by place
                ))
            end
            """
    }

    private func maskedObject(_ value: SQL, _ members: [Masking.Member], _ keepsOthers: Bool, level: Int) -> SQL {
        func path(_ member: Masking.Member) -> SQL { literal("$.\"\(member.name)\"") }
        func masked(_ member: Masking.Member) -> SQL? {
            let own: SQL = "\(value)[\(literal(member.name))]"
            switch member.treatment {
            case .keep: return keepsOthers ? nil : own
            case .drop: return nil
            case .mask(.value(.null)): return "json 'null'"
            case .mask(.value(let mask)):
                let text: SQL = "ifnull(json_value(\(value), \(path(member))), nullif(to_json_string(\(own)), 'null'))"
                return "to_json(\(self.masked(text, by: mask)))"
            case .mask(.members(let members, let keepsOthers)):
                return self.masked(own, members, keepsOthers, level: level + 2)
            }
        }
        let written = members.compactMap { member in masked(member).map { (member, $0) } }
        guard keepsOthers else {
            let structs = written.map { member, masked in
                let name = literal(member.name)
                return "struct(\(name) as name, \(value)[\(name)] as value, \(masked) as masked)" as SQL
            }
            return """
                ifnull((
                    select json_object(array_agg(member.name), array_agg(member.masked))
                    from unnest([
                        \(structs.joined(",\n        "))
                    ]) as member
                    where member.value is not null
                    having count(*) > 0
                ), json '{}')
                """
        }
        var object = value
        let dropped = members.filter { $0.treatment == .drop }
        if !dropped.isEmpty { object = "json_remove(\(object), \(dropped.map(path).joined(", ")))" }
        if written.isEmpty { return object }
        return
            "json_set(\(object), \(written.map { "\(path($0.0)), \($0.1)" as SQL }.joined(", ")), create_if_missing => false)"
    }
}
