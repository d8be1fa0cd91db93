// Finds streams, tables and columns whose name has all words of a query, a word of the table's name counting as well.

const mostFound = 60;

const searchable = {
    streams: streams.map(stream => ({stream, text: stream.name.toLowerCase(), own: stream.name.toLowerCase()})),
    tables: streams.flatMap(stream => stream.tables.map(table => (
        {stream, table, text: fullName(table).toLowerCase(), own: table.name.toLowerCase()}))),
    columns: streams.flatMap(stream => stream.tables.flatMap(table => {
        // What a history shares with its table is found once.
        const others = table.kind === "history"
            ? new Set(stream.main.columns.map(column => column.name)) : new Set();
        return table.columns.filter(column => !others.has(column.name)).map(column => {
            const own = column.name.toLowerCase();
            return {stream, table, column, own, text: `${own} ${column.property ?? ""} ${table.name}`.toLowerCase()};
        });
    })),
};

/** The best first: the name itself, names that begin with it, names that have it, then what only belongs to such a name; and
    the source's columns before Airbyte's own. */
function search(query) {
    const words = query.toLowerCase().split(/[\s.]+/).filter(word => word);
    const last = words.at(-1) ?? "";
    function rank(entry) {
        if (entry.own === last) return 0;
        if (entry.own.startsWith(last)) return 1;
        return (entry.own.includes(last) ? 2 : 3) + (entry.column?.property === null ? 2 : 0);
    }
    function matches(entries) {
        const found = entries.filter(entry => words.every(word => entry.text.includes(word)));
        const ranked = found.map(entry => [rank(entry), entry]).sort((a, b) => a[0] - b[0] || a[1].own.length - b[1].own.length);
        return {all: found.length, best: ranked.slice(0, mostFound).map(pair => pair[1])};
    }
    return {
        streams: matches(searchable.streams),
        tables: matches(searchable.tables),
        columns: matches(searchable.columns),
    };
}
