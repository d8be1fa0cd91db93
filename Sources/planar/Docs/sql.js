// SQL in colours: enough of its words to read by, for Postgres, SQLite and BigQuery.

const keywords = new Set(`add all alter analyze and any array as asc begin between by cascade case cast check collate column
    commit conflict constraint create cross database declare default delete desc distinct do drop else elseif end
    except exists explain false filter following for foreign from full function group having if ilike in index
    inner insert intersect into is join lateral left like limit materialized merge natural not nothing null
    nulls offset on only or order ordinality over partition partitions preceding primary range recursive references rename
    replace return returning right rollback row rows schema select set similar struct table temp temporary then to
    transaction trigger true truncate unbounded union unique unnest update using values view when where window with
    within without cluster options`.split(/\s+/));

// Within a string BigQuery has escapes, the others have backslashes.
const sqlString = docs.dialect === "bigquery" ? String.raw`'(?:[^'\\]|\\[\s\S])*'` : String.raw`'(?:[^']|'')*'`;

// A comment, a string, a quoted name, a number, a word, anything else.
const sqlToken = new RegExp([
    String.raw`(--[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(${sqlString}|\$(\w*)\$[\s\S]*?\$\3\$)`,
    String.raw`("(?:[^"]|"")*"|` + "`[^`]*`)",
    String.raw`(\b\d+(?:\.\d+)?\b)`,
    String.raw`([\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`[\s\S]`,
].join("|"), "gu");

// Beyond this colours take longer to draw than they are worth.
const mostColoured = 150_000;

/** Nodes whose text is the SQL. */
function coloured(sql) {
    if (sql.length > mostColoured) return [sql];
    const nodes = [];
    let plain = "";
    function add(className, text) {
        if (plain) nodes.push(plain);
        plain = "";
        nodes.push(h("span", {class: className}, text));
    }
    for (const [text, comment, string, , quoted, number, word] of sql.matchAll(sqlToken)) {
        if (comment) add("comment", text);
        else if (string) add("string", text);
        else if (quoted) add("identifier", text);
        else if (number) add("number", text);
        else if (word && keywords.has(text.toLowerCase())) add("keyword", text);
        else plain += text;
    }
    if (plain) nodes.push(plain);
    return nodes;
}

/** Whether it could be copied; where the browser forbids it, the text is selected for the user to do so. */
async function copy(text, element) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        getSelection().selectAllChildren(element);
        return document.execCommand("copy");
    }
}
