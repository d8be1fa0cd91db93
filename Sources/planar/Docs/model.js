// What the page is about, as Docs.swift wrote it, with references in place of numbers.

const docs = JSON.parse(document.getElementById("data").textContent);

// A namespace that all have in common says nothing.
const isOneNamespace = new Set(docs.streams.map(stream => stream.namespace)).size === 1;

docs.streams.forEach((stream, index) => {
    stream.ownName = stream.name;
    if (stream.namespace && !isOneNamespace) stream.name = `${stream.namespace}.${stream.name}`;
    stream.warnings = docs.warnings.filter(warning => warning.stream === index);
    for (const table of stream.tables) {
        table.stream = stream;
        table.source = Number.isInteger(table.source) ? stream.tables[table.source] : null;
        table.children = [];
        table.columns = table.columns.map(([name, type, property, mask]) => ({
            name, mask, table,
            jsonType: docs.types[type][0],
            type: docs.types[type][1],
            property: property === undefined ? name : property,
        }));
    }
    // A nested table hangs on the history where there is one, for which the table itself is the one to join with.
    for (const table of stream.tables) {
        table.source?.children.push(table);
        table.parent = table.source?.kind === "history" && table.nesting
            ? stream.tables.find(other => other.kind === "latest")
            : table.kind === "current" ? table.source.parent : table.source;
        if (!table.nesting) {
            for (const column of table.columns) {
                column.isKey = column.property !== null && stream.key.includes(column.property);
                column.isCursor = stream.cursor !== undefined && stream.cursor !== null
                    && (column.property ?? column.name) === stream.cursor && stream.destination === "append_dedup";
            }
        }
    }
    // Nested tables after their parents.
    stream.ordered = [];
    (function visit(tables) {
        for (const table of tables) {
            stream.ordered.push(table);
            visit(table.children);
        }
    })(stream.tables.filter(table => !table.source));
    // The one that a stream is asked for.
    stream.main = stream.tables.find(table => !table.nesting && table.kind !== "history") ?? stream.tables[0];
});

/** In the order of their names, as people look for them. */
const streams = [...docs.streams].sort((a, b) => a.name < b.name ? -1 : 1);

/** The nested table that a column unfolds into. */
function childOf(column) {
    if (column.property === null) return undefined;
    return nestedIn(column.table).find(child => child.path.at(-1) === column.property);
}

function fullName(table) { return `${table.schema}.${table.name}`; }

/** The nested tables below a table, or below its history. */
function nestedIn(table) {
    return (table.kind === "latest" ? table.source : table).children.filter(child => child.nesting && child.kind !== "current");
}

/** `items[].gift`, with the brackets of arrays. */
function pathOf(table) {
    const steps = [];
    for (let at = table; at && at.nesting; at = at.source) {
        if (at.kind !== "current") steps.unshift(at.path.at(-1) + (at.nesting === "array" ? "[]" : ""));
    }
    return steps;
}

function address(stream, table, column) {
    return "#" + [stream.name, table?.name, column?.name].filter(part => part !== undefined)
        .map(encodeURIComponent).join("/");
}

/** Null where the address names nothing that there is. */
function find(hash) {
    const [streamName, tableName, columnName] = hash.replace(/^#/, "").split("/").map(part => {
        try { return decodeURIComponent(part); } catch { return part; }
    });
    const stream = docs.streams.find(stream => stream.name === streamName)
        ?? docs.streams.find(stream => `${stream.namespace}.${stream.ownName}` === streamName);
    if (!stream) return null;
    const table = tableName === undefined ? stream.main : stream.tables.find(table => table.name === tableName);
    if (!table) return null;
    return {stream, table, column: table.columns.find(column => column.name === columnName)};
}

/** SQL and how columns are read, for each of the stream's tables. */
async function textsOf(stream) {
    stream.unpacked ??= (async () => {
        const bytes = Uint8Array.from(atob(stream.texts), letter => letter.charCodeAt(0));
        const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
        return JSON.parse(await new Response(plain).text());
    })();
    return stream.unpacked;
}

/** What the last run did to tables as a whole; null where none of them was in it. */
function runOf(tables) {
    const runs = tables.map(table => table.run).filter(run => run);
    if (runs.length === 0) return null;
    const failed = runs.find(run => run.status === "error");
    return {
        status: failed ? "error" : runs.some(run => run.status === "skipped") ? "skipped" : "success",
        rows: runs.reduce((sum, run) => sum + run.rows, 0),
        seconds: runs.reduce((sum, run) => sum + run.seconds, 0),
        began: runs.map(run => run.began).filter(time => time).sort()[0],
        message: (failed ?? runs.find(run => run.message))?.message,
        valuesKeptAside: runs.reduce((sum, run) => sum + run.valuesKeptAside, 0),
        rowsKeptAside: runs.reduce((sum, run) => sum + run.rowsKeptAside, 0),
    };
}
