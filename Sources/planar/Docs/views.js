// What stands in the main part: the overview, or a stream with one of its tables.

const dialectNames = {postgres: "Postgres", sqlite: "SQLite", bigquery: "BigQuery"};
const statusWords = {success: "succeeded", error: "failed", skipped: "not run"};
/** Pictures of more columns than this are drawn when they are asked for. */
const mostColumnsDrawn = 60;

function modesOf(stream) {
    const brings = stream.sync === "incremental" ? "what is new or changed" : "everything";
    return `Each sync brings ${brings}${{
        overwrite: " and replaces what was there",
        append: " and adds it to what is there",
        append_dedup: "; of each key the newest version counts",
    }[stream.destination]}.`;
}

function tagged(text, kind) { return h("span", {class: `tag ${kind}`}, text); }

function status(run) { return h("span", {class: `status ${run.status}`}, statusWords[run.status] ?? run.status); }

function time(text) {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text
        : h("time", {datetime: text}, date.toISOString().slice(0, 16).replace("T", " ") + " UTC");
}

function seconds(value) { return value < 10 ? `${value.toFixed(2)} s` : `${Math.round(value)} s`; }

function facts(pairs) {
    return h("dl", {class: "facts"}, pairs.filter(pair => pair && pair[1]).map(([term, ...what]) =>
        h("div", {}, h("dt", {}, term), h("dd", {}, what))));
}

function runText(run) {
    const aside = [
        run.valuesKeptAside ? `${count(run.valuesKeptAside, "value")} kept aside and NULL in the table` : null,
        run.rowsKeptAside ? `${count(run.rowsKeptAside, "raw row")} kept aside` : null,
    ].filter(text => text);
    return [
        status(run),
        run.status === "success" ? ` ${count(run.rows, "row")} added in ${seconds(run.seconds)}` : "",
        run.began && run.status !== "skipped" ? [", begun ", time(run.began)] : "",
        aside.map(text => [h("br"), text]),
        run.message ? h("pre", {class: "message"}, run.message) : null,
    ];
}

/** Warnings, and folded what is only worth knowing. */
function findings(all, namesStream) {
    if (!all.length) return null;
    const [warnings, notes] = [all.filter(finding => finding.severity !== "note"), all.filter(finding => finding.severity === "note")];
    const shown = warnings.slice(0, 12), rest = warnings.slice(12);
    function items(list) {
        return h("ul", {class: "warnings"}, list.map(finding => h("li", {},
            tagged(finding.severity, finding.severity), " ", h("bdi", {}, finding.message), " ",
            h("code", {class: "muted"}, finding.code),
            finding.hint ? h("p", {}, h("bdi", {}, finding.hint)) : null,
            h("p", {class: "muted small"}, h("bdi", {}, finding.place), namesStream && finding.stream !== undefined
                ? [" · ", h("a", {href: address(docs.streams[finding.stream])}, name(docs.streams[finding.stream].name))] : null))));
    }
    const folded = (list, text) => list.length ? h("details", {class: "fold"}, h("summary", {}, text), items(list)) : null;
    return h("section", {"aria-labelledby": "findings"},
        h("h2", {id: "findings"}, warnings.length ? `Warnings (${warnings.length})` : "Notes"),
        shown.length ? items(shown) : null,
        folded(rest, `${rest.length} more`),
        folded(notes, `${count(notes.length, "note")} on how the catalog was read`));
}

function scroller(label, className, ...children) {
    return h("div", {class: `scroller ${className}`, tabindex: 0, role: "region", "aria-label": label}, children);
}

function warned(stream) {
    const number = stream.warnings.filter(finding => finding.severity !== "note").length;
    return number ? [" ", tagged(count(number, "warning"), "warning")] : null;
}

function overview() {
    const tables = docs.streams.flatMap(stream => stream.tables);
    const run = runOf(tables);
    return [
        h("h1", {}, docs.title),
        h("p", {class: "lead"}, [
            count(docs.streams.length, "stream"), count(tables.length, "table"),
            count(tables.reduce((sum, table) => sum + table.columns.length, 0), "column"), dialectNames[docs.dialect],
        ].join(" · ")),
        h("p", {}, "Airbyte loads the records of each stream as JSON into a raw table. Planar takes them apart: one table a stream, "
            + "a history of versions (", h("code", {}, "…_scd"), ") where records are deduplicated, and a table for each nested object or array. "
            + "Open a stream to see its tables, and where each column comes from."),
        h("section", {"aria-labelledby": "last-run"},
            h("h2", {id: "last-run"}, "Last run"),
            lastRun(run)),
        findings(docs.warnings, true),
        h("section", {"aria-labelledby": "streams"},
            h("h2", {id: "streams"}, "Streams"),
            scroller("List of streams", "", h("table", {},
                h("thead", {}, h("tr", {}, ["Stream", "Sync mode", "Primary key", "Tables", run ? "Last run" : null].filter(text => text)
                    .map(text => h("th", {scope: "col"}, text)))),
                h("tbody", {}, streams.map(stream => {
                    const own = runOf(stream.tables);
                    return h("tr", {},
                        h("th", {scope: "row"}, h("a", {href: address(stream)}, name(stream.name)), warned(stream)),
                        h("td", {}, `${stream.sync}, ${stream.destination}`),
                        h("td", {}, stream.key.length ? stream.key.map((key, index) => [index ? ", " : "", name(key)]) : h("span", {class: "muted"}, "none")),
                        h("td", {class: "number"}, stream.tables.length),
                        run ? h("td", {}, own ? [status(own), own.status === "success" ? ` ${count(own.rows, "row")}` : ""] : h("span", {class: "muted"}, "not in it")) : null);
                }))))),
    ];
}

function lastRun(run) {
    if (!docs.run) return h("p", {class: "muted"}, "No report of a run was found when this page was written.");
    const ended = ["It ended ", time(docs.run.ended), ` after ${seconds(docs.run.seconds)}.`];
    if (!run) return h("p", {class: "muted"}, ended, " None of these tables was in it.");
    const ran = streams.map(stream => [stream, runOf(stream.tables)]).filter(pair => pair[1]);
    const failed = ran.filter(pair => pair[1].status === "error");
    const skipped = ran.filter(pair => pair[1].status === "skipped");
    return [
        h("p", {}, ended, ` ${ran.length - failed.length - skipped.length} of ${count(ran.length, "stream")} succeeded, ${count(run.rows, "row")} added.`),
        failed.concat(skipped).map(([stream, run]) => h("div", {class: "failure"},
            h("a", {href: address(stream)}, name(stream.name)), " ", runText(run))),
    ];
}

/** The stream, its picture, and one of its tables. */
function streamView({stream, table, column}, room) {
    const run = runOf(stream.tables);
    const masked = stream.tables.filter(table => table.kind !== "history").flatMap(table => table.columns).filter(column => column.mask);
    const history = {all: "all versions", newest: "not kept"}[stream.history] ?? (stream.history ? `${stream.history.replace(/d$/, "")} days` : null);
    return [
        h("p", {class: "eyebrow"}, "Stream"),
        h("h1", {}, name(stream.name)),
        h("p", {class: "lead"}, modesOf(stream)),
        facts([
            ["Sync mode", `${stream.sync}, ${stream.destination}`],
            ["Primary key", stream.key.length ? stream.key.map((key, index) => [index ? ", " : "", name(key)]) : null],
            ["Cursor", stream.cursor ? name(stream.cursor) : null],
            ["History", history],
            ["Namespace", stream.namespace ? name(stream.namespace) : null],
            ["Raw table", name(stream.raw)],
            ["Masked", masked.length ? count(masked.length, "column") : null],
            run ? ["Last run", runText(run)] : null,
        ]),
        findings(stream.warnings, false),
        h("section", {"aria-labelledby": "tables"},
            h("h2", {id: "tables"}, `Tables (${stream.tables.length})`),
            scroller("Picture of the tables", "picture", treePicture(stream, table, room))),
        tableView(stream, table, column, room),
    ];
}

function whatRowsAre(table) {
    const stream = table.stream;
    if (table.kind === "history") return "One row for each version of a record: when it began and ended to hold, and whether it is the newest.";
    if (table.kind === "latest") return ["One row for each ", stream.key.map((key, index) => [index ? ", " : "", name(key)]), ": its newest version, unless that is a deletion."];
    if (!table.nesting) return stream.destination === "overwrite" ? "One row for each record of the last sync." : "One row for each record that has come.";
    if (table.kind === "current") return ["A view of those rows of ", name(table.source.name), " that belong to the newest versions."];
    const path = name(pathOf(table).join("."));
    const current = table.children.find(child => child.kind === "current");
    const versions = stream.history ? [" It has those of all versions; ", ...(current ? [name(current.name), " has the current ones."] : ["joined up to ", name(stream.main.name), " the current ones are left."])] : "";
    return [table.nesting === "array" ? "One row for each element of " : "One row for each object at ", path, ".", versions];
}

function join(table) {
    if (!table.link || !table.parent) return null;
    return h("code", {}, `${table.name}.${table.link} = ${table.parent.name}.${table.parent.hash}`);
}

function tableView(stream, table, column, room) {
    const picture = h("details", {class: "fold"}, h("summary", {}, `Picture: from the JSON to ${count(table.columns.length, "column")}`));
    function draw() {
        if (picture.open && picture.childElementCount === 1) {
            picture.append(scroller("Picture of the columns", "picture", columnsPicture(table, column, room)));
        }
    }
    picture.addEventListener("toggle", draw);
    picture.open = table.columns.length <= mostColumnsDrawn;
    draw();
    return h("article", {class: "table", id: "table", "aria-labelledby": "table-name"},
        h("p", {class: "eyebrow"}, "Table"),
        h("h2", {id: "table-name"}, name(table.schema, "muted"), ".", name(table.name)),
        h("p", {}, whatRowsAre(table)),
        facts([
            ["Comes from", table.source ? h("a", {href: address(stream, table.source)}, name(table.source.name)) : name(stream.raw)],
            ["Joins by", join(table)],
            nestedIn(table).length ? ["Unfolds into", nestedIn(table).map((child, index) => [index ? ", " : "", h("a", {href: address(stream, child)}, name(child.name))])] : null,
            table.run ? ["Last run", runText(table.run)] : null,
        ]),
        h("h3", {}, "Columns"),
        picture,
        columnTable(stream, table, column),
        h("h3", {}, "SQL"),
        sqlView(stream, table));
}

/** What Airbyte's and Planar's own columns hold. */
function ownMeaning(table, name) {
    if (name === table.link) return "The parent row's hash.";
    if (name === table.hash) return "A hash of the row's values, by which nested tables refer to it.";
    return {
        _airbyte_ab_id: "The raw row that it came from.",
        _airbyte_emitted_at: "When the source emitted the record.",
        _airbyte_normalized_at: "When the row was written.",
        _airbyte_unique_key: "A hash of the primary key.",
        _airbyte_unique_key_scd: "A hash of the version.",
        _airbyte_start_at: "The cursor of this version.",
        _airbyte_end_at: "The cursor of the next version; NULL of the newest.",
        _airbyte_active_row: "1 where this is the newest version, and no deletion.",
    }[name] ?? "One of Airbyte's own columns.";
}

function columnTable(stream, table, selected) {
    const prefix = pathOf(table);
    function row(column) {
        const child = childOf(column);
        const isOwn = column.property === null;
        const notes = [
            column.isKey ? tagged("key", "key") : null,
            column.isCursor ? tagged("cursor", "key") : null,
            column.mask ? [tagged("masked", "masked"), " ", h("bdi", {}, column.mask)] : null,
            child ? h("a", {href: address(stream, child)}, name(child.name)) : null,
            isOwn ? h("span", {class: "muted"}, ownMeaning(table, column.name)) : null,
        ].filter(note => note);
        const main = h("tr", {id: column === selected ? "column" : null, class: column === selected ? "selected" : isOwn ? "own" : null, tabindex: column === selected ? -1 : null},
            h("th", {scope: "row"}, h("a", {href: address(stream, table, column)}, name(column.name))),
            h("td", {}, h("code", {}, column.type)),
            h("td", {}, isOwn ? "" : name([...prefix, column.property].join("."))),
            h("td", {}, notes.map((note, index) => [index ? " " : "", note])));
        return column === selected && !isOwn ? [main, h("tr", {class: "detail"}, h("td", {colspan: 4}, columnDetail(stream, table, column)))] : main;
    }
    return scroller("Columns", "", h("table", {class: "column-table"},
        h("thead", {}, h("tr", {}, ["Column", "Type", "Path in the JSON", "Notes"].map(text => h("th", {scope: "col"}, text)))),
        h("tbody", {}, table.columns.map(row))));
}

/** How the column is read, once that is unpacked. */
function columnDetail(stream, table, column) {
    const read = h("pre", {class: "sql"}, "…");
    textsOf(stream).then(
        texts => read.replaceChildren(...coloured(texts[stream.tables.indexOf(table)].reads[table.columns.indexOf(column)] ?? "")),
        () => read.replaceChildren("This browser cannot unpack it; one of 2023 or later can."));
    return [h("p", {class: "small"}, `${column.mask ? "" : `${column.jsonType} in the catalog, `}${column.type} in the table, read as`), read];
}

function sqlView(stream, table) {
    const code = h("code", {}, "…");
    const said = h("span", {role: "status", class: "muted"});
    const texts = {build: "", update: ""};
    const buttons = ["update", "build"].map(kind => h("button", {
        type: "button", "aria-pressed": kind === "update" ? "true" : "false", onclick: () => show(kind),
    }, kind === "update" ? "Each run" : "First build"));
    let shown = "update";
    function show(kind) {
        shown = kind;
        buttons.forEach((button, index) => button.setAttribute("aria-pressed", String((index === 0) === (kind === "update"))));
        code.replaceChildren(...coloured(texts[kind]));
        said.textContent = "";
    }
    textsOf(stream).then(
        all => { Object.assign(texts, all[stream.tables.indexOf(table)]); show(shown); },
        () => code.replaceChildren("This browser cannot unpack the SQL; one of 2023 or later can."));
    return [
        h("p", {class: "muted small"}, "As ", h("code", {}, "planar compile"), " writes it: it runs as it stands in the database's own shell."),
        h("div", {class: "bar"}, h("div", {role: "group", "aria-label": "Which SQL"}, buttons),
            h("button", {type: "button", class: "copy", onclick: async () => {
                said.textContent = await copy(texts[shown], code) ? "Copied" : "Selected: copy it with the keyboard";
            }}, "Copy"), said),
        scroller(`SQL of ${table.name}`, "code", h("pre", {class: "sql"}, code)),
    ];
}

function notFound() {
    return [h("h1", {}, "Not here"), h("p", {}, "No stream, table or column has this address. It may have had another name. ", h("a", {href: "#"}, "To the overview"))];
}
