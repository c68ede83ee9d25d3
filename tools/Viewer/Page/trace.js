// One trace: what was recorded, what the optimizer left of it, and its machine code, side by side for each place of the user's program.

// A trace with more places than this begins folded.
const manyPlaces = 120;

// Which columns are shown; kept from one trace to the next.
const columns = { recorded: true, optimized: true, code: true };
let showsIl = true;
let hidesNothing = true;

// ---- taking the text apart

const operationName = line => /^(?:\S+ = )?(\w+)\(/.exec(line)?.[1] ?? "";
const isOperation = line => !["", "debug_merge_point", "label"].includes(operationName(line)) && !line.startsWith("[");

function placeOf(line) {
  const match = /^debug_merge_point\(descr=(?:'(.*)'|(.*))\)/.exec(line);
  return match ? (match[1] ?? match[2]).replace(/\\(.)/g, (_, character) => character === "n" ? "\n" : character) : null;
}

/** The lines between one place and the next, and between labels: { place, label, lines: [[index, text]] }. */
function steps(lines) {
  const found = [{ place: null, label: null, lines: [] }];
  lines.forEach((line, index) => {
    const place = placeOf(line);
    if (place !== null) found.push({ place, label: null, lines: [] });
    else if (line.startsWith("label(")) found.push({ place: null, label: /descr=(\S+)\)$/.exec(line)?.[1] ?? "", lines: [[index, line]] });
    else found[found.length - 1].lines.push([index, line]);
  });
  return found.filter(step => step.place !== null || step.lines.length > 0);
}

/** Machine code by the operation that it is for: { of, lines: [[index, text]] }. */
function codeSections(lines) {
  const found = [];
  lines.forEach((line, index) => {
    if (line.startsWith("; ")) found.push({ of: line.slice(2), at: index, lines: [] });
    else if (found.length > 0) found[found.length - 1].lines.push([index, line]);
  });
  return found;
}

/** What an operation and its machine code have in common: the numbers in names of objects may differ. */
const operationKey = line => line.slice(0, line.indexOf("(")) + (/descr=G\d+/.exec(line)?.[0] ?? "");

/** Steps of the compiled trace, each with the recorded lines and the machine code that belong to it. */
function align(texts) {
  const recorded = steps(texts.recorded), optimized = steps(texts.optimized);
  const seen = new Set();
  let next = 0;
  for (const step of optimized) {
    step.recorded = [];
    step.code = [];
    if (step.place === null) continue;
    // A loop's second half was recorded once, with the first.
    let at = recorded.findIndex((candidate, index) => index >= next && candidate.place === step.place);
    if (at < 0) at = recorded.findIndex(candidate => candidate.place === step.place);
    if (at < 0) continue;
    step.recorded = recorded[at].lines;
    seen.add(at);
    next = at + 1;
  }
  if (optimized.length > 0 && optimized[0].place === null && recorded[0]?.place === null) {
    optimized[0].recorded = recorded[0].lines;
    seen.add(0);
  }
  placeCode(optimized, codeSections(texts.code));
  const rest = recorded.filter((_, index) => !seen.has(index)).map(step => ({ ...step, recorded: step.lines, lines: [], code: [], isRest: true }));
  return { optimized, rest };
}

function placeCode(optimized, sections) {
  const operations = optimized.flatMap(step => step.lines.map(([, line]) => ({ step, key: operationKey(line) })));
  let next = 0, step = optimized[0];
  for (const section of sections) {
    const key = operationKey(section.of);
    const at = section.of.startsWith("entry") || section.of.startsWith("exits") ? -1 : operations.findIndex((one, index) => index >= next && one.key === key);
    if (at >= 0) {
      step = operations[at].step;
      next = at + 1;
    } else if (section.of.startsWith("exits")) {
      step = { place: null, label: null, lines: [], recorded: [], code: [], name: "exits and slow paths" };
      optimized.push(step);
    }
    if (section.lines.length > 0) step?.code.push(section);
  }
}

// ---- the screen

async function showTrace(main, id, target) {
  const trace = traces.get(id);
  const texts = await piece(id);
  const { line, key } = splitPlace(trace.place);
  main.append(make("h1", {}, trace.name, " ", state(trace)),
    make("div.faint", { title: trace.place }, shortPlace(trace.place)),
    line && run.sources[key] !== undefined ? sourceLine(key, line) : "");
  const facts = make("div.figures", {}, figure(trace.entered, "times entered"));
  if (trace.microseconds) facts.append(figure(milliseconds(trace) + " ms", "in it, with bridges and calls"));
  if (run.hasRuns) facts.append(figure(number(trace.stretches[0].runs), "runs from its start"), figure(share(trace.work) || "–", "of all operations run"));
  facts.append(figure(`${number(trace.recorded)} → ${number(trace.left)}`, "operations"), figure(trace.guards, "guards"), figure(trace.bytes, "bytes"),
    figure(`${trace.optimizing.toFixed(1)} + ${trace.generating.toFixed(1)} ms`, "optimizing, generating"));
  main.append(facts, whereFrom(trace), stretches(trace), bridgesFrom(trace));
  showTexts(main, texts, target);
}

/** What was recorded of a trace that was given up. */
async function showPiece(main, id, target) {
  const item = run.givenUp.find(one => one.piece === id);
  main.append(make("h1", {}, "Given up: ", firstLine(item.reason)),
    make("div.faint", {}, item.place, item.guard === null ? "" : `, in a bridge from guard ${item.guard}`),
    item.reason.includes("\n") ? make("pre", {}, item.reason) : "");
  showTexts(main, await piece(id), target);
}

function whereFrom(trace) {
  const parts = [];
  if (trace.guard !== null) {
    const guard = guards.get(trace.guard);
    parts.push("Comes from ", guard ? make("a", { href: "#guard" + trace.guard }, `guard ${trace.guard}, ${guard.code}`) : `guard ${trace.guard}`, ` of loop ${trace.loop}`);
    if (trace.parent !== null) parts.push(", in ", traceLink(traces.get(trace.parent)));
    parts.push(". ");
  }
  const to = labels.get(trace.jumpsTo);
  if (trace.jumpsTo) parts.push("Jumps to ", to ? traceLink(to, `label ${trace.jumpsTo} of ${to === trace ? "its own" : to.name}`) : `label ${trace.jumpsTo}`, ".");
  else parts.push("Leaves machine code at its end.");
  return make("p", {}, ...parts);
}

function stretches(trace) {
  if (trace.stretches.length < 2) return "";
  return table([head("stretch"), numberHead("operations"), ...(run.hasRuns ? [numberHead("runs")] : [])], trace.stretches, stretch => linkRow(null,
    cell(stretch.name ? `from label ${stretch.name}` : "from the start"), numberCell(stretch.operations), ...(run.hasRuns ? [numberCell(stretch.runs)] : [])), 6);
}

function bridgesFrom(trace) {
  if (trace.children.length === 0) return "";
  const list = [...trace.children].sort(byWork);
  return make("div", { id: "bridges" }, make("h2", {}, "Bridges from here"), table(
    [head("bridge"), head("place"), ...(run.hasRuns ? [numberHead("runs")] : []), numberHead("operations")], list, bridge => linkRow("trace" + bridge.id,
      cell(traceLink(bridge)), cell(shortPlace(bridge.place)), ...(run.hasRuns ? [numberCell(bridge.stretches[0].runs)] : []), numberCell(bridge.left)), 6));
}

function sourceLine(key, line) {
  return make("div.source.mono", {}, make("span.at", {}, line), run.sources[key]);
}

function showTexts(main, texts, target) {
  const { optimized, rest } = align(texts);
  const present = Object.keys(columns).filter(name => texts[name].length > 0);
  const all = [...optimized, ...rest];
  const area = make("div", { id: "steps" });
  const tools = make("div.tools", {});
  for (const name of present) tools.append(check(titles[name], columns[name], value => { columns[name] = value; layOut(); }));
  if (texts.recorded.some(line => line.includes(ilMark))) tools.append(check("IL", showsIl, value => { showsIl = value; layOut(); }));
  if (texts.optimized.length > 0) tools.append(check("hide places that left nothing", hidesNothing, value => { hidesNothing = value; layOut(); }));
  tools.append(make("button", { id: "unfold", onclick: () => all.forEach(step => open(step, true)) }, "Unfold all"),
    make("button", { id: "fold", onclick: () => all.forEach(step => open(step, false)) }, "Fold all"));
  main.append(tools, area);

  function layOut() {
    const shown = present.filter(name => columns[name]);
    area.classList.toggle("noil", !showsIl);
    area.style.setProperty("--columns", Math.max(1, shown.length));
    area.replaceChildren(make("div.columns", {}, ...shown.map(name => make("div", {}, titles[name]))));
    let key = null;
    for (const step of all) {
      if (step.isRest && step === rest[0]) area.append(make("h2", {}, "Recorded, and not in what was compiled"));
      if (hidesNothing && texts.optimized.length > 0 && !step.lines.length && !step.code.length && !step.isRest) continue;
      const at = splitPlace(step.place ?? "");
      if (at.key && at.key !== key) {
        key = at.key;
        area.append(run.sources[key] !== undefined ? sourceLine(key, at.line) : make("div.source.mono", {}, make("span.at", {}, shortPlace(key))));
      }
      area.append(drawStep(step, shown));
    }
  }

  const isLong = optimized.filter(step => step.lines.length > 0).length > manyPlaces;
  for (const step of all) step.isOpen = !isLong && !step.isRest && (step.lines.length > 0 || texts.optimized.length === 0);
  layOut();
  if (target) goTo(all, target, layOut);
}

const titles = { recorded: "recorded", optimized: "optimized", code: "machine code" };

function check(text, value, changed) {
  const box = make("input", { type: "checkbox", onchange: () => changed(box.checked) });
  box.checked = value;
  return make("label", {}, box, text);
}

function drawStep(step, shown) {
  const left = step.lines.filter(([, line]) => isOperation(line)).length;
  const recorded = step.recorded.filter(([, line]) => isOperation(line)).length;
  const instructions = step.code.reduce((sum, section) => sum + section.lines.length, 0);
  const runs = step.label !== null ? labels.get(step.label)?.stretches.find(stretch => stretch.name === step.label)?.runs ?? null : null;
  const name = step.label !== null ? `label ${step.label}${runs === null ? "" : `, run ${number(runs)} ×`}` : step.place !== null ? splitPlace(step.place).rest : step.name ?? "start";
  const counts = [recorded ? `${recorded} → ${left}` : left ? String(left) : "", instructions ? plural(instructions, "instruction") : ""].filter(text => text).join(", ");
  step.shown = shown;
  step.element = make("div.step" + (step.lines.length + step.code.length === 0 && !step.isRest ? ".nothing" : ""), {},
    make("div.head.mono", { onclick: () => open(step, !step.isOpen) }, make("span.fold", {}), make("span", {}, name), make("span.counts", {}, counts)));
  open(step, step.isOpen);
  return step.element;
}

/** Shows or hides what a step is made of; it is drawn only when it is shown. */
function open(step, isOpen) {
  step.isOpen = isOpen;
  if (!step.element) return;
  step.element.querySelector(".fold").textContent = isOpen ? "▾" : "▸";
  step.element.querySelector(".cells")?.remove();
  if (!isOpen) return;
  const parts = {
    recorded: () => step.recorded.map(([index, line], k) => drawLine("recorded", index, line, step.recorded[k - 1]?.[1])),
    optimized: () => step.lines.map(([index, line]) => drawLine("optimized", index, line)),
    code: () => step.code.flatMap(section => [
      make("div.code.of", { id: "code" + section.at }, "; " + section.of.split(" [")[0]),
      ...section.lines.map(([index, line]) => make("div.code", { id: "code" + index }, line.trim()))]),
  };
  step.element.append(make("div.cells.mono", {}, ...step.shown.map(name => make("div", {}, ...parts[name]()))));
}

const ilMark = " IL_";

/** What recorded an operation: the interpreter's method and C# line, and its instruction. */
function recordedBy(line) {
  const place = line?.split(" #@ ")[1] ?? "";
  const at = place.indexOf(ilMark);
  return at < 0 ? [place, ""] : [place.slice(0, at), place.slice(at + 1)];
}

/** One operation. Where it says which C# line and which instruction recorded it, that stands above; a line is not said again. */
function drawLine(column, index, line, before) {
  const [text] = line.split(" #@ "), [csharp, il] = recordedBy(line);
  const name = operationName(text);
  const kind = name.startsWith("guard_") ? ".guard" : name.startsWith("call") || name.startsWith("cond_call") ? ".call" : name === "jump" || name === "finish" ? ".jump"
    : name === "label" ? ".label" : "";
  const element = make("div.op" + kind, { id: column + index });
  const end = name.startsWith("guard_") ? text.indexOf(") [") + 1 : 0;
  addWords(element, end > 0 ? text.slice(0, end) : text);
  if (end > 0) {
    const list = text.slice(end + 1), values = make("span.list", { title: "what the guard keeps, to rebuild the interpreter's state" }, "[…]");
    values.addEventListener("click", () => { values.textContent = ""; addWords(values, list); }, { once: true });
    element.append(" ", values);
  }
  if (column === "optimized") addLeads(element, text);
  const whole = document.createDocumentFragment();
  if (csharp && csharp !== recordedBy(before)[0]) whole.append(make("div.op", {}, make("span.csharp", { title: "the interpreter's C# line that recorded what follows" }, csharp)));
  if (il) whole.append(make("div.op.il", { title: "the interpreter's instruction that recorded what follows" }, il));
  whole.append(element);
  return whole;
}

/** Where a guard leads, and where a jump goes. */
function addLeads(element, text) {
  const guardNumber = /^guard_.*descr=G(\d+)\)/.exec(text)?.[1];
  if (guardNumber) {
    const guard = guards.get(Number(guardNumber));
    element.dataset.guard = guardNumber;
    if (guard?.failures) element.append(make("span.leads.failed", {}, `failed ${number(guard.failures)} ×`));
    if (guard && guard.bridge !== null) element.append(make("span.leads", {}, "→ ", traceLink(traces.get(guard.bridge))));
  }
  const label = /^jump\(.*descr=(\S+)\)/.exec(text)?.[1];
  if (label && labels.has(label)) element.append(make("span.leads", {}, "→ ", traceLink(labels.get(label))));
}

/** Text with its variables marked, so that those of one name light up together. */
function addWords(element, text) {
  for (const part of text.split(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b[ifp]\d+\b)/)) {
    if (/^[ifp]\d+$/.test(part)) element.append(make("span.v", { "data-v": part }, part));
    else if (part) element.append(part);
  }
}

document.addEventListener("click", event => {
  if (!event.target.classList?.contains("v")) return;
  const name = event.target.dataset.v, wasOn = event.target.classList.contains("same");
  for (const variable of document.querySelectorAll(".v")) variable.classList.toggle("same", !wasOn && variable.dataset.v === name);
});

/** Opens the step with a line, or with a guard, and goes there. */
function goTo(all, target, layOut) {
  const isThere = step => target.guard
    ? step.lines.some(([, line]) => line.includes(`descr=G${target.guard})`))
    : (target.column === "recorded" ? step.recorded : target.column === "optimized" ? step.lines
      : step.code.flatMap(section => [[section.at], ...section.lines])).some(([index]) => index === target.index);
  const step = all.find(isThere);
  if (!step) return;
  if (target.column && !columns[target.column]) columns[target.column] = true;
  step.isOpen = true;
  layOut();
  const element = target.guard ? document.querySelector(`[data-guard="${target.guard}"]`) : document.getElementById(target.column + target.index);
  element?.classList.add("target");
  element?.scrollIntoView({ block: "center" });
}
