// Small parts that the screens are made of.

/** An element: its tag and classes as "div.class", its attributes and handlers, its children. */
function make(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

const number = value => value === null || value === undefined ? "–" : value.toLocaleString("en");
const share = part => totalWork ? (100 * part / totalWork).toFixed(1) + "%" : "";
const milliseconds = trace => trace.microseconds ? (trace.microseconds / 1000).toFixed(1) : "";
const plural = (count, one, many = one + "s") => `${number(count)} ${count === 1 ? one : many}`;
const firstLine = text => text.split("\n")[0];

function traceLink(trace, text) {
  return make("a", { href: "#trace" + trace.id }, text ?? trace.name);
}

/** The text of the line that a place is in. */
function sourceOf(place) {
  const text = run.sources[splitPlace(place).key];
  return text === undefined ? null : make("span.text.mono", {}, text.trim());
}

/** A table of which the first rows are shown, and more when asked for. */
function table(heads, items, row, shown = 12) {
  const body = make("tbody");
  const whole = make("div", {}, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), body));
  let next = 0;
  const more = make("button.more", { onclick: () => add(Math.max(shown, 200)) });
  function add(count) {
    for (const item of items.slice(next, next + count)) body.append(row(item));
    next += count;
    more.textContent = `${number(items.length - next)} more`;
    if (next >= items.length) more.remove();
  }
  if (items.length > shown) whole.append(more);
  add(shown);
  return whole;
}

const head = text => make("th", {}, text);
const numberHead = text => make("th.number", {}, text);
const cell = (...children) => make("td", {}, ...children);
const numberCell = value => make("td.number", {}, typeof value === "number" || value === null ? number(value) : value);

/** A row that leads somewhere. */
function linkRow(target, ...cells) {
  const row = make("tr", {}, ...cells);
  if (target === null) return row;
  row.className = "link";
  row.addEventListener("click", event => { if (event.target.tagName !== "A") location.hash = target; });
  return row;
}

function bar(part) {
  const line = make("span.bar");
  line.style.width = (totalWork ? 100 * part / totalWork : 0).toFixed(2) + "%";
  return line;
}

function figure(value, name) {
  return make("div.figure", {}, make("b", {}, typeof value === "number" ? number(value) : value), make("span", {}, name));
}
