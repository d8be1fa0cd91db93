import Catalog
import TableModel

/// Masks are functions beside Planar's tables. The secret of hashes comes with the session, as the two keys that HMAC makes
/// of it: settings that no statement and no log of the server shows.
extension PostgresDialect {
    package func masked(_ text: SQL, by mask: Mask) -> SQL {
        switch mask {
        case .hash: "_planar.mask_hash(\(text))"
        case .redact: "case when \(text) is not null then \(literal(hiddenValue)) end"
        case .null: "cast(null as text)"
        case .partial(let last): "_planar.mask_partial(\(text), \(SQL(trusted: "\(last)")))"
        case .emailDomain: "_planar.mask_email_domain(\(text))"
        case .truncateDate(let unit): "_planar.mask_date(\(text), '\(SQL(trusted: unit.rawValue))')"
        }
    }

    package func masked(_ json: SQL, _ type: SchemaType, members: [Masking.Member], keepsOthers: Bool) -> SQL {
        let specification = Masking.members(members, keepsOthers: keepsOthers).specification
        return "_planar.masked(\(json), \(literal(specification)))"
    }

    package func hiddenValues(of document: SQL, _ masking: Masking) -> SQL {
        "_planar.masked_values(\(document), \(literal(masking.specification))) as hidden(value)"
    }

    package var maskFunctions: SQL? {
        """
        -- HMAC-SHA-256 under the project's secret.
        create or replace function _planar.mask_hash(value text)
        returns text language sql stable parallel safe as $body$
            select encode(
                sha256(
                    decode(current_setting('planar.mask_outer'), 'hex')
                    || sha256(decode(current_setting('planar.mask_inner'), 'hex') || convert_to(value, 'UTF8'))
                ),
                'hex'
            )
        $body$;
        -- The last characters of a text that has at least twice as many.
        create or replace function _planar.mask_partial(value text, last integer)
        returns text language sql immutable parallel safe as $body$
            select case
                when value is null then null
                when char_length(value) >= 2 * last then '***' || right(value, last)
                else '***'
            end
        $body$;
        -- Who it is goes, where the mail goes stays.
        create or replace function _planar.mask_email_domain(value text)
        returns text language sql immutable parallel safe as $body$
            select '***' || coalesce(substring(value from '@[A-Za-z0-9.-]+$'), left(value, 0))
        $body$;
        -- The first day of the year or month of an ISO date or time, or its day.
        create or replace function _planar.mask_date(value text, unit text)
        returns text language sql immutable parallel safe as $body$
            select case
                when value = '' then ''
                when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])' then '***'
                when unit = 'year' then left(value, 4) || '-01-01'
                when unit = 'month' then left(value, 7) || '-01'
                else left(value, 10)
            end
        $body$;
        -- Masks members of an object, or of each object in an array; what is neither of them is NULL.
        create or replace function _planar.masked(value jsonb, spec jsonb)
        returns jsonb language plpgsql stable parallel safe as $body$
        declare
            members jsonb := coalesce(spec -> 'mask', spec -> 'only');
            mask text := split_part(spec #>> '{}', ' ', 1);
            choice text := split_part(spec #>> '{}', ' ', 2);
        begin
            if value is null or jsonb_typeof(value) = 'null' then return value; end if;
            if jsonb_typeof(spec) = 'string' then
                return case mask
                    when 'none' then value
                    when 'hash' then to_jsonb(_planar.mask_hash(value #>> '{}'))
                    when 'redact' then '"***"'::jsonb
                    when 'partial' then to_jsonb(_planar.mask_partial(value #>> '{}', choice::integer))
                    when 'email-domain' then to_jsonb(_planar.mask_email_domain(value #>> '{}'))
                    when 'truncate-date' then to_jsonb(_planar.mask_date(value #>> '{}', choice))
                end;
            end if;
            if jsonb_typeof(value) = 'array' then
                return (
                    select coalesce(jsonb_agg(coalesce(_planar.masked(element, spec), 'null') order by place), '[]')
                    from jsonb_array_elements(value) with ordinality as list(element, place)
                );
            end if;
            if jsonb_typeof(value) <> 'object' then return null; end if;
            return (
                select coalesce(
                    jsonb_object_agg(key, coalesce(_planar.masked(member, coalesce(members -> key, '"none"')), 'null')),
                    '{}'
                )
                from jsonb_each(value) as each(key, member)
                where (members -> key) is distinct from '"drop"'
                    and (spec ? 'mask' or members ? key)
            );
        end
        $body$;
        """
    }

    package var maskSearchFunctions: SQL? {
        """
        -- The texts and numbers that masks keep out, for `planar verify --masks`. A date that is the first of its year has
        -- nothing to hide.
        create or replace function _planar.masked_values(value jsonb, spec jsonb)
        returns setof text language plpgsql stable parallel safe as $body$
        declare
            members jsonb := coalesce(spec -> 'mask', spec -> 'only');
            others jsonb := case when spec ? 'only' then '"drop"' else '"none"' end;
            shown text;
        begin
            if value is null or spec = '"none"' then return; end if;
            case jsonb_typeof(value)
            when 'object' then
                return query
                select hidden
                from jsonb_each(value) as each(key, member)
                cross join lateral _planar.masked_values(
                    member, case when members is null then spec else coalesce(members -> key, others) end
                ) as hidden;
            when 'array' then
                return query
                select hidden
                from jsonb_array_elements(value) as element
                cross join lateral _planar.masked_values(element, spec) as hidden;
            when 'string', 'number' then
                if spec #>> '{}' like 'truncate-date %' then
                    shown := _planar.mask_date(value #>> '{}', split_part(spec #>> '{}', ' ', 2));
                end if;
                if strpos(coalesce(shown, ''), value #>> '{}') = 0 then return next value #>> '{}'; end if;
            else null;
            end case;
        end
        $body$;
        """
    }
}
