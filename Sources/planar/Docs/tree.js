// The picture of a stream: its raw table, what is read from that, and what unfolds from each.

/** From left to right where there is room for it, else as a tree that grows to the right step by step. */
function treePicture(stream, selected, room) {
    const root = {name: stream.raw, note: "raw JSON", children: [], isRaw: true};
    const nodes = new Map(stream.tables.map(table => [table, {
        table, name: table.name, note: noteOf(table), children: [], isSelected: table === selected,
    }]));
    for (const table of stream.tables) (nodes.get(table.source) ?? root).children.push(nodes.get(table));
    // What leads to the selected table stands out.
    for (let table = selected; table; table = table.source) nodes.get(table).isOnTheWay = true;

    const all = [];
    (function visit(node, depth, parent) {
        Object.assign(node, {depth, parent});
        all.push(node);
        for (const child of node.children) visit(child, depth + 1, node);
    })(root, 0, null);
    const deepest = Math.max(...all.map(node => node.depth));
    const wide = placeInLevels(all, root, deepest);
    const {width, height, wire} = wide.width <= room && wide.height <= 900 ? wide : placeInSteps(all, deepest, room);

    const title = `How the tables of ${stream.name} come from its raw table`;
    return s("svg", {
        class: "tree", role: "group", "aria-label": title, width, height, viewBox: `0 0 ${width} ${height}`,
    },
    s("title", {}, title),
    s("desc", {}, describe(root)),
    s("g", {"aria-hidden": "true"}, all.filter(node => node.parent).map(node =>
        s("path", {class: `wire ${node.isOnTheWay ? "on" : ""}`, d: wire(node.parent, node)}))),
    all.map(box));
}

function noteOf(table) {
    if (table.kind === "history") return "history of versions";
    if (!table.nesting) return table.kind === "latest" ? "newest versions" : "records";
    return pathOf(table).join(".") + (table.kind === "current" ? " of newest versions" : "");
}

/** What the picture shows, for those who do not see it. */
function describe(node) {
    const own = node.children.map(child => `${child.name} is read from ${node.name}.`);
    return [...own, ...node.children.map(describe)].join(" ").trim();
}

function box(node) {
    const letters = Math.floor((node.width - 20) / 7.3);
    const content = [
        s("title", {}, `${node.name}: ${node.note}`),
        s("rect", {width: node.width, height: node.height, rx: 6}),
        s("text", {class: "name", x: 10, y: node.height === 44 ? 19 : 18}, isolated(shortened(node.name, letters))),
        node.height === 44
            ? s("text", {class: "note", x: 10, y: 35}, isolated(shortened(node.note, Math.floor((node.width - 20) / 6.8)))) : null,
        node.height < 44 && node.roomForNote > 60 ? s("text", {class: "note", x: node.width + 10, y: 18},
            isolated(shortened(node.note, Math.floor((node.roomForNote - 12) / 6.8)))) : null,
    ];
    const place = `translate(${node.x} ${node.y})`;
    if (node.isRaw) return s("g", {class: "node raw", transform: place}, content);
    return s("a", {
        class: `node ${node.table.kind} ${node.isSelected ? "selected" : ""}`, transform: place,
        href: address(node.table.stream, node.table), "aria-current": node.isSelected ? "true" : null,
        "aria-label": `${node.name}, ${node.note}`,
    }, content);
}

/** One column of boxes for each level, parents in the middle of their children. */
function placeInLevels(all, root, deepest) {
    const [boxHeight, gap, between] = [44, 12, 48];
    const widths = Array.from({length: deepest + 1}, (_, depth) => Math.min(300, Math.max(130, ...all
        .filter(node => node.depth === depth)
        .map(node => 22 + Math.max(node.name.length * 7.3, node.note.length * 6.8)))));
    const lefts = widths.map((_, depth) => 1 + widths.slice(0, depth).reduce((sum, width) => sum + width + between, 0));
    let bottom = 1;
    const places = new Map();
    (function place(node) {
        node.children.forEach(place);
        const ys = node.children.map(child => places.get(child));
        const y = ys.length ? (ys[0] + ys.at(-1)) / 2 : bottom;
        if (!ys.length) bottom += boxHeight + gap;
        places.set(node, y);
        Object.assign(node, {x: lefts[node.depth], y, width: widths[node.depth], height: boxHeight});
    })(root);
    return {
        width: lefts.at(-1) + widths.at(-1) + 1, height: bottom - gap + 1,
        wire(from, to) {
            const [x1, y1, x2, y2] = [from.x + from.width, from.y + boxHeight / 2, to.x, to.y + boxHeight / 2];
            const middle = (x1 + x2) / 2;
            return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
        },
    };
}

/** One row for each table. */
function placeInSteps(all, deepest, room) {
    const [boxHeight, gap] = [28, 6];
    const step = Math.max(10, Math.min(24, (room - 240) / Math.max(1, deepest)));
    all.forEach((node, row) => {
        const x = 1 + node.depth * step;
        const width = Math.max(120, Math.min(node.name.length * 7.3 + 22, room - x - 2));
        Object.assign(node, {x, y: 1 + row * (boxHeight + gap), width, height: boxHeight, roomForNote: room - x - width});
    });
    return {
        width: room, height: all.length * (boxHeight + gap) - gap + 2,
        wire(from, to) {
            const [x, y1, y2] = [from.x + step / 2, from.y + boxHeight, to.y + boxHeight / 2];
            return `M${x} ${y1}V${y2 - 6}Q${x} ${y2} ${x + 6} ${y2}H${to.x}`;
        },
    };
}
