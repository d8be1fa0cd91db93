"""The SQL of the original, as Postgres gets it: the baseline.

Each model is one statement. The chain of an append stream is ab1, which takes out each column by a call of its own,
ab2, which casts, and ab3, which hashes; Postgres flattens it. A history goes through a staging table, and its
deduplication comes after its intervals, so it sorts twice.
"""

TYPES = {
    "text": "cast({} as text)",
    "integer": "cast({} as bigint)",
    "number": "cast({} as float)",
    "boolean": "cast({} as boolean)",
    "date": "cast(nullif({}, '') as date)",
    "timestamp": "cast(nullif({}, '') as timestamp with time zone)",
    "object": "cast({} as jsonb)",
    "array": "{}",
}


def hash_of(columns):
    parts = " || '-' || ".join(f"coalesce(cast({column} as text), '')" for column in columns)
    return f"md5(cast({parts} as text))"


def chain(name, columns, data, source, condition="", parent=None):
    """ab1, ab2 and ab3 as common table expressions.

    columns -- their kinds by their names
    data -- the expression that holds a record
    source -- what stands after `from`
    parent -- the column that leads to the parent, if it is a child
    """
    own = [f'"{column}"' for column in columns]
    link = [parent] if parent else []
    nested = {"object", "array"}
    extracted = link + [
        f"jsonb_extract_path{'' if kind in nested else '_text'}({data}, '{column}') as \"{column}\""
        for column, kind in columns.items()]
    cast = link + [TYPES[kind].format(f'"{column}"') + f' as "{column}"' for column, kind in columns.items()]
    tail = "_airbyte_ab_id, _airbyte_emitted_at, now() as _airbyte_normalized_at"
    short = name.rpartition("_")[2]
    return f"""with {name}_ab1 as (
    select {', '.join(extracted)}, {tail} from {source} where 1 = 1 {condition}
), {name}_ab2 as (
    select {', '.join(cast)}, {tail} from {name}_ab1 where 1 = 1
), {name}_ab3 as (
    select {hash_of(link + own)} as _airbyte_{short}_hashid, tmp.* from {name}_ab2 tmp where 1 = 1
)
select {', '.join(link + own)}, {tail}, _airbyte_{short}_hashid from {name}_ab3 where 1 = 1"""


def table(schema, name, select):
    return (f'create table {schema}.{name} as {select};\n'
            f'create index on {schema}.{name} (_airbyte_emitted_at);\n')


def append(schema, stream):
    """The statements of an append stream with its children, onto nothing."""
    kinds = {**stream.columns, **dict.fromkeys(stream.objects, "object"), **dict.fromkeys(stream.arrays, "array")}
    name, link = stream.name, f"_airbyte_{stream.name}_hashid"
    sql = table(schema, name, chain(name, kinds, "_airbyte_data", f"{schema}._airbyte_raw_{name} as table_alias"))
    for child, columns in stream.objects.items():
        select = chain(f"{name}_{child}", columns, f"table_alias.{child}", f"{schema}.{name} as table_alias",
                       f"and {child} is not null", link)
        sql += table(schema, f"{name}_{child}", select)
    for child, columns in stream.arrays.items():
        source = (f"{schema}.{name} as table_alias cross join jsonb_array_elements(case jsonb_typeof({child}) "
                  f"when 'array' then {child} else '[]' end) as _airbyte_nested_data")
        select = chain(f"{name}_{child}", columns, "_airbyte_nested_data", source,
                       f"and {child} is not null", link)
        sql += table(schema, f"{name}_{child}", select)
    return sql


def history(schema, stream):
    """The statements of a deduplicated stream, onto nothing."""
    name, key, cursor = stream.name, stream.key, stream.cursor
    columns = ", ".join(f'"{column}"' for column in stream.columns)
    tail = f"_airbyte_ab_id, _airbyte_emitted_at, now() as _airbyte_normalized_at, _airbyte_{name}_hashid"
    scd_key = hash_of(["_airbyte_unique_key", "_airbyte_start_at", "_airbyte_emitted_at"])
    newest = (f"(partition by cast({key} as text) "
              f"order by {cursor} is null asc, {cursor} desc, _airbyte_emitted_at desc)")
    stage = chain(name, stream.columns, "_airbyte_data", f"{schema}._airbyte_raw_{name} as table_alias")
    return table(schema, f"{name}_stg", stage) + f"""
create table {schema}.{name}_scd as
with input_data as (
    select * from {schema}.{name}_stg
), scd_data as (
    select {hash_of([key])} as _airbyte_unique_key, {columns},
        {cursor} as _airbyte_start_at,
        lag({cursor}) over {newest} as _airbyte_end_at,
        case when row_number() over {newest} = 1 then 1 else 0 end as _airbyte_active_row,
        _airbyte_ab_id, _airbyte_emitted_at, _airbyte_{name}_hashid
    from input_data
), dedup_data as (
    select row_number() over (
            partition by _airbyte_unique_key, _airbyte_start_at, _airbyte_emitted_at
            order by _airbyte_active_row desc, _airbyte_ab_id
        ) as _airbyte_row_num,
        {scd_key} as _airbyte_unique_key_scd, scd_data.*
    from scd_data
)
select _airbyte_unique_key, _airbyte_unique_key_scd, {columns}, _airbyte_start_at, _airbyte_end_at, _airbyte_active_row,
    {tail}
from dedup_data where _airbyte_row_num = 1;
create index on {schema}.{name}_scd (_airbyte_active_row, _airbyte_unique_key_scd, _airbyte_emitted_at);
delete from {schema}.{name}_stg
where _airbyte_emitted_at != (select max(_airbyte_emitted_at) from {schema}.{name}_stg);
create table {schema}.{name} as
select _airbyte_unique_key, {columns}, {tail} from {schema}.{name}_scd where _airbyte_active_row = 1;
create unique index on {schema}.{name} (_airbyte_unique_key);
"""
