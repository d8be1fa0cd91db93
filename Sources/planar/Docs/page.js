// Which part is shown, the list at its side, the keyboard.

const main = document.getElementById("main");
const nav = document.getElementById("nav");
const list = document.getElementById("list");
const matches = document.getElementById("matches");
const field = document.getElementById("search");
const menu = document.getElementById("menu");
const narrow = matchMedia("(max-width: 700px)");

let shown = null;

function room() {
    const style = getComputedStyle(main);
    return Math.floor(main.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) - 2;
}

/** Draws what the address names. The focus goes along where the user went there. */
function route(isFirst) {
    const isOverview = location.hash === "" || location.hash === "#";
    const found = isOverview ? null : find(location.hash);
    const former = shown;
    shown = found;
    main.replaceChildren(...(isOverview ? overview() : found ? streamView(found, room()) : notFound()).filter(node => node));
    document.title = found ? `${found.table.name} · ${docs.title}` : docs.title;
    if (!field.value) drawList();
    openMenu(isOverview && isFirst && !narrow.matches);
    // Another table of the same stream stands further down.
    const place = found?.column ? document.getElementById("column")
        : found && (former?.stream === found.stream || found.table !== found.stream.main) ? document.getElementById("table") : null;
    if (place) place.scrollIntoView({block: found.column ? "center" : "start"});
    else scrollTo(0, 0);
    if (!isFirst) (found?.column ? place : main).focus({preventScroll: true});
}

function entry(href, isCurrent, label, note, depth, title) {
    const link = h("a", {href, title, "aria-current": isCurrent ? "page" : null},
        label, note === undefined ? null : h("span", {class: "muted small"}, note));
    if (depth) link.style.setProperty("--depth", Math.min(depth, 10));
    return h("li", {}, link);
}

/** All streams, with the tables of the one that is open. */
function drawList() {
    matches.textContent = count(docs.streams.length, "stream");
    list.replaceChildren(h("ul", {}, streams.map(stream => {
        const run = runOf(stream.tables);
        const isOpen = shown?.stream === stream;
        const item = entry(address(stream), false, name(stream.name),
            run && run.status !== "success" ? statusWords[run.status] : stream.tables.length);
        if (isOpen) {
            item.className = "open";
            item.append(h("ul", {}, stream.ordered.map(table => entry(
                address(stream, table), shown.table === table, name(table.nesting && table.kind !== "current" ? pathOf(table).at(-1) : table.name), undefined,
                table.path.length + 1, table.name))));
        }
        return item;
    })));
    list.querySelector("[aria-current]")?.scrollIntoView({block: "nearest"});
}

function drawFound() {
    const query = field.value.trim();
    if (!query) return drawList();
    const found = search(query);
    matches.textContent = `${count(found.streams.all, "stream")}, ${count(found.tables.all, "table")}, ${count(found.columns.all, "column")}`;
    const groups = [
        ["Streams", found.streams, hit => entry(address(hit.stream), false, name(hit.stream.name))],
        ["Tables", found.tables, hit => entry(address(hit.stream, hit.table), false, name(hit.table.name))],
        ["Columns", found.columns, hit => entry(
            address(hit.stream, hit.table, hit.column), false, name(hit.column.name), h("bdi", {}, hit.table.name))],
    ].filter(group => group[1].all > 0);
    list.replaceChildren(...groups.map(([title, {all, best}, row]) => h("section", {},
        h("h2", {}, title), h("ul", {class: "found"}, best.map(row)),
        all > best.length ? h("p", {class: "muted small"}, `and ${(all - best.length).toLocaleString("en")} more`) : null)));
}

function openMenu(isOpen) {
    menu.setAttribute("aria-expanded", String(isOpen));
    nav.classList.toggle("open", isOpen);
}

field.addEventListener("input", () => {
    drawFound();
    if (narrow.matches) openMenu(true);
});
document.getElementById("search-form").addEventListener("submit", event => {
    event.preventDefault();
    list.querySelector("a")?.click();
});
menu.addEventListener("click", () => openMenu(menu.getAttribute("aria-expanded") !== "true"));
document.getElementById("skip").addEventListener("click", event => {
    event.preventDefault();
    main.focus();
});

document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target === field;
    if (event.key === "/" && !isTyping) {
        event.preventDefault();
        field.focus();
        field.select();
        return;
    }
    if (event.key === "Escape" && (isTyping || nav.contains(event.target))) {
        field.value = "";
        drawList();
        field.focus();
        return;
    }
    if (!isTyping && !list.contains(event.target)) return;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(event.target);
    const next = {
        ArrowDown: at + 1, ArrowUp: at - 1, Home: isTyping ? undefined : 0, End: isTyping ? undefined : links.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) field.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
});

// Pictures fit the room that there is.
let drawnFor = innerWidth;
addEventListener("resize", () => {
    if (Math.abs(innerWidth - drawnFor) < 60 || !shown) return;
    drawnFor = innerWidth;
    main.replaceChildren(...streamView(shown, room()).filter(node => node));
});
addEventListener("hashchange", () => route(false));

field.value = new URLSearchParams(location.search).get("q") ?? "";
route(true);
if (field.value) {
    drawFound();
    openMenu(true);
}
