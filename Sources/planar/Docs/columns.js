// The picture of a table: on the left where values stand in the JSON, on the right its columns, on from there the tables
// that nested values unfold into.

const rowHeight = 24;

/** What is clicked here has its link in the table below, which is for the keyboard. */
function columnsPicture(table, selected, room) {
    const width = Math.max(300, Math.min(room, 980));
    const isNarrow = width < 600;
    const hasChildren = !isNarrow && table.columns.some(childOf);
    const shares = isNarrow ? [0.38, 0.5, 1] : hasChildren ? [0.28, 0.38, 0.73] : [0.36, 0.48, 0.95];
    const [leftEnd, middle, middleEnd] = shares.map(share => Math.floor(share * width));

    const sources = sourcesOf(table);
    // Lines are straight where the first field stands beside its column.
    const firstColumn = table.columns.findIndex(column => column.property !== null);
    const shift = firstColumn < 0 ? 0 : sources.of(table.columns[firstColumn]).row - firstColumn;
    const sourceY = row => 26 + (row + Math.max(0, -shift)) * rowHeight;
    const columnY = row => 26 + (row + Math.max(0, shift)) * rowHeight;
    const height = Math.max(sourceY(sources.rows.length), columnY(table.columns.length)) + 4;
    const letters = (from, to) => Math.max(4, Math.floor((to - from) / 7.3));
    const marks = [], labels = [];

    labels.push(s("text", {class: "head", x: 8, y: 14}, "JSON"), s("text", {class: "head", x: middle + 10, y: 14}, "column"));
    sources.rows.forEach((source, row) => {
        const x = 8 + source.depth * 14;
        const label = shortened(source.label, letters(x, leftEnd));
        source.x = x + Array.from(label).length * 7.3 + 8;
        labels.push(s("text", {class: `name ${source.isField ? "" : "muted"}`, x, y: sourceY(row) + 16},
            s("title", {}, source.label), isolated(label)));
    });
    marks.push(s("rect", {
        class: "frame", x: middle, y: columnY(0) - 2, width: middleEnd - middle, height: table.columns.length * rowHeight + 4, rx: 6,
    }));
    table.columns.forEach((column, row) => {
        const y = columnY(row);
        const kind = column.mask ? "masked" : column.isKey ? "key" : column.property === null ? "own" : "";
        const source = sources.of(column);
        const [x1, y1, y2] = [source.x, sourceY(source.row) + 12, y + 12];
        const [bendStart, bend] = [Math.max(x1, leftEnd - 20), (Math.max(x1, leftEnd - 20) + middle) / 2];
        marks.push(s("path", {
            class: `wire ${kind} ${column === selected ? "on" : ""}`,
            d: `M${x1} ${y1}H${bendStart}C${bend} ${y1} ${bend} ${y2} ${middle} ${y2}`,
        }));
        if (column === selected) {
            marks.push(s("rect", {class: "chosen", x: middle + 2, y: y + 1, width: middleEnd - middle - 4, height: rowHeight - 2, rx: 4}));
        }
        const notes = [column.isKey && "key", column.isCursor && "cursor", column.mask && "masked", !isNarrow && column.type];
        const note = notes.filter(note => note).join(" · ");
        const label = shortened(column.name, letters(middle + 10, middleEnd - (note ? Math.min(70, note.length * 6.8 + 14) : 0)));
        const noteLetters = Math.floor((middleEnd - middle - 24 - Array.from(label).length * 7.3) / 6.8);
        labels.push(s("g", {class: `column ${kind}`, onclick: () => { location.hash = address(table.stream, table, column); }},
            s("title", {}, `${column.name} ${column.type}`),
            s("text", {class: "name", x: middle + 10, y: y + 16}, isolated(label)),
            s("text", {class: "note", x: middleEnd - 8, y: y + 16, "text-anchor": "end"}, isolated(noteLetters < 3 ? "" : shortened(note, noteLetters)))));
        const child = hasChildren && childOf(column);
        if (child) {
            const right = middleEnd + 44;
            marks.push(
                s("path", {class: "wire", d: `M${middleEnd} ${y2}H${right - 2}`}),
                s("path", {class: "tip", d: `M${right - 8} ${y2 - 4}l6 4l-6 4z`}));
            labels.push(s("g", {class: "column", onclick: () => { location.hash = address(table.stream, child); }},
                s("title", {}, child.name),
                s("text", {class: "name link", x: right + 6, y: y + 16}, isolated(shortened(child.name, letters(right + 6, width))))));
        }
    });
    const title = `Where each column of ${table.name} comes from`;
    return s("svg", {class: "columns", role: "img", "aria-label": title, width, height, viewBox: `0 0 ${width} ${height}`},
        s("title", {}, title),
        s("desc", {}, "The table below says the same in words: each column with its type and its path in the JSON."),
        marks, labels);
}

const rawColumns = new Set(["_airbyte_ab_id", "_airbyte_emitted_at"]);

/** Where a column comes from that is none of the source's. */
function originOf(column) {
    if (rawColumns.has(column.name)) return "raw row";
    return column.name === column.table.link ? "parent row" : "made by the run";
}

/** The left side: the record down to what the rows of the table stand for and its fields, and above or below it, as the
    columns do, what is added. */
function sourcesOf(table) {
    const rows = [];
    const places = new Map();
    function place(column, row) {
        if (row) rows.push(row);
        places.set(column, Object.assign(rows.at(-1), {row: rows.length - 1}));
    }
    function addOwn(columns) {
        for (const column of columns) {
            const label = originOf(column);
            const known = rows.find(row => row.label === label && !row.isField && columns.includes(row.first));
            if (known) places.set(column, known);
            else place(column, {label, depth: 0, first: column});
        }
    }
    const isField = column => column.property !== null;
    const first = table.columns.findIndex(isField);
    addOwn(table.columns.slice(0, Math.max(0, first)));
    rows.push({label: "record", depth: 0});
    pathOf(table).forEach((label, index) => rows.push({label, depth: index + 1}));
    for (const column of table.columns.filter(isField)) {
        const brackets = childOf(column)?.nesting === "array" ? "[]" : "";
        place(column, {label: column.property + brackets, depth: table.path.length + 1, isField: true});
    }
    addOwn(table.columns.slice(Math.max(0, first)).filter(column => !isField(column)));
    return {rows, of: column => places.get(column)};
}
