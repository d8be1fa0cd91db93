// Elements are only ever made here, and text goes into them as text: no name of a catalog is read as markup.

const svgNamespace = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** h("a", {href: "#"}, "text", h("b")) */
function h(tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

function s(tag, attributes, ...children) {
    return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** A name from the catalog or the database: in a fixed pitch, and whatever way it is written it moves nothing beside it. */
function name(text, className = "") {
    return h("bdi", {class: `name ${className}`}, text);
}

function count(number, noun) {
    return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Cuts a text in its middle, as the end of a table's name says most. */
function shortened(text, length) {
    const letters = Array.from(text);
    if (letters.length <= length) return text;
    const head = Math.ceil((length - 1) * 0.4);
    return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - (length - 1 - head)).join("")}`;
}

/** A text of a picture, which has no bdi: isolated by characters. */
function isolated(text) {
    return `\u2068${text}\u2069`;
}
