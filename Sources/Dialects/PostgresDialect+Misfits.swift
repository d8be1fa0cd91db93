import Catalog
import TableModel

/// Values that do not fit. Postgres 15 has no cast that answers instead of failing, so there are two functions beside the
/// table of what was kept aside.
extension PostgresDialect {
    package func formConditions(of record: SQL) -> [(condition: SQL, otherwise: String)] {
        [("jsonb_typeof(\(record)._airbyte_data) = 'object'", "no JSON object")]
    }

    /// A cast fails with its text, and only where it is evaluated.
    package func refusal(of rawRow: SQL, because reason: SQL) -> SQL {
        "cast(concat('raw row ', \(rawRow), ' \(reason)') as boolean)"
    }

    package func carefulCast(_ value: SQL, to type: SchemaType) -> SQL {
        fallible(value, type).map { "_planar.try_cast(\($0), null::\(columnType(type)))" } ?? value
    }

    package func cell(_ column: Column, of document: SQL) -> SQL? {
        let value = extract(column.inItsObject, from: document)
        return fallible(value, column.type).map {
            "(\(literal(column.name.text)), \(value), _planar.misfit(\($0), null::\(columnType(column.type))))"
        }
    }

    /// What is cast; nil where the value is taken as it is.
    func fallible(_ value: SQL, _ type: SchemaType) -> SQL? {
        switch type {
        case .string, .object, .array, .json: nil
        case .boolean, .integer, .bigInteger, .number: value
        case .date, .time, .timestamp: "nullif(\(value), '')"
        }
    }

    package var keptAsideCreation: SQL {
        """
        \(keptAsideTable())
        -- A cast that gives NULL instead of failing. 1.0 is an integer all the same.
        create or replace function _planar.try_cast(value text, wanted anyelement)
        returns anyelement language plpgsql stable as $body$
        begin
            wanted := value;
            return wanted;
        exception when data_exception then
            begin
                if pg_typeof(wanted) = 'bigint'::regtype and value::numeric = trunc(value::numeric) then
                    wanted := value::numeric;
                    return wanted;
                end if;
            exception when data_exception or feature_not_supported then
                null;
            end;
            return null;
        end
        $body$;
        -- Why a value does not fit a type, NULL where it does.
        create or replace function _planar.misfit(value text, wanted anyelement)
        returns text language plpgsql stable as $body$
        begin
            if value is null or _planar.try_cast(value, wanted) is not null then return null; end if;
            wanted := value;
            return null;
        exception when data_exception then
            return sqlerrm;
        end
        $body$;
        """
    }
}
