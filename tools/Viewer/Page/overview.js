// The first screen, and the tree of loops and bridges at the left.

function showOverview(main) {
  const count = kind => run.traces.filter(trace => trace.kind === kind).length;
  const sum = name => run.traces.reduce((total, trace) => total + trace[name], 0);
  const failed = run.guards.filter(guard => guard.failures > 0).sort((a, b) => b.failures - a.failures);
  const statistics = run.statistics ?? {};
  main.append(make("h1", {}, "What the JIT did: ", run.name));
  if (!run.isComplete)
    main.append(make("div.warning.bad", {}, "The log is cut off: the program was ended before it was over. What is counted at the end is not known."));
  if (run.isComplete && !run.hasRuns)
    main.append(make("p.faint", {}, "The log does not say how often traces ran, nor where in the interpreter operations come from: --jit-details does."));
  main.append(make("div.figures", { id: "figures" },
    figure(count("loop"), "loops"), figure(count("entry"), "function entries"), figure(count("bridge"), "bridges"),
    figure(run.givenUp.length, "traces given up"), figure(sum("recorded"), "operations recorded"), figure(sum("left"), "operations left"),
    figure(sum("guards"), "guards"), figure(failed.length, "guards that failed"), figure(sum("bytes"), "bytes of machine code")));

  const isTimed = run.traces.some(trace => trace.microseconds > 0);
  const top = [...run.traces].sort((a, b) => b.work - a.work || b.entered - a.entered || a.id - b.id);
  section(main, "hot", run.hasRuns ? "Where the program was, by operations run" : "Loops and bridges", top, table(
    [head("place"), head("what"), ...(run.hasRuns ? [numberHead("share"), numberHead("runs")] : []), numberHead("entered"), ...(isTimed ? [numberHead("ms in it")] : []), numberHead("recorded"), numberHead("left"),
      numberHead("guards"), numberHead("bytes")],
    top, trace => linkRow("trace" + trace.id,
      cell(shortPlace(trace.place), sourceOf(trace.place), run.hasRuns ? bar(trace.work) : null), cell(traceLink(trace), state(trace)),
      ...(run.hasRuns ? [numberCell(share(trace.work)), numberCell(trace.runs)] : []),
      numberCell(trace.entered), ...(isTimed ? [numberCell(milliseconds(trace))] : []), numberCell(trace.recorded), numberCell(trace.left), numberCell(trace.guards), numberCell(trace.bytes))));

  section(main, "guards", "Guards that left machine code", failed, table(
    [head("guard"), head("place"), head("in"), numberHead("times"), head("leads to")],
    failed, guard => linkRow("guard" + guard.number,
      cell(`${guard.number} ${guard.code}`), cell(shortPlace(guard.place)), cell(traceLink(traces.get(guard.trace))), numberCell(guard.failures),
      cell(guard.bridge === null ? "the interpreter" : traceLink(traces.get(guard.bridge))))));

  showGivenUp(main);
  section(main, "calls", "Calls from machine code", run.calls, table(
    [head("C# method"), numberHead("times"), head("why it is not followed")], run.calls,
    call => linkRow(null, cell(call.method), numberCell(call.times), cell(whyCalled(call.method)))));
  section(main, "residual", "C# methods that traces do not follow", run.notFollowed, table(
    [head("method"), head("because")], run.notFollowed, item => linkRow(null, cell(item.method), cell(item.reason))));
  section(main, "warnings", "Warnings", run.warnings, table([head("")], run.warnings, warning => linkRow(null, cell(warning))));
  section(main, "notes", "What else the optimizer said", run.notes, table([head("")], run.notes, note => linkRow(null, cell(note))));

  const yields = Object.entries(statistics.yields ?? {}).sort((a, b) => b[1] - a[1]);
  section(main, "yields", "Times machine code let managed code do something", yields, table(
    [head("to do what"), numberHead("times")], yields, ([what, times]) => linkRow(null, cell(what), numberCell(times))));
  const other = Object.entries(statistics).filter(([, value]) => typeof value === "number");
  section(main, "counters", "All counters", other, table(
    [head("counter"), numberHead("value")], other, ([name, value]) => linkRow(null, cell(name), numberCell(value)), 8));
}

function showGivenUp(main) {
  const reasons = new Map();
  for (const item of run.givenUp) reasons.set(item.reason, [...(reasons.get(item.reason) ?? []), item]);
  const items = [...reasons].sort((a, b) => b[1].length - a[1].length).flatMap(([, group]) => group);
  const heldBack = run.statistics?.held_back ?? 0;
  section(main, "givenup", "What was not compiled", items.length || heldBack ? [1] : [], make("div", {},
    items.length ? table([head("why"), head("where it ended"), head("what"), head("")], items, item => linkRow(item.piece === null ? null : "piece" + item.piece,
      cell(firstLine(item.reason)), cell(shortPlace(item.place)), cell(item.guard === null ? "" : `a bridge from guard ${item.guard}`),
      cell(item.piece === null ? "" : make("a", { href: "#piece" + item.piece }, "what was recorded")))) : "",
    heldBack ? make("p.faint", {}, `${plural(heldBack, "time")} something hot was left for later, because compiling had taken its share of the time.`) : ""));
}

function whyCalled(method) {
  const name = method.replace(/^.*?(\w+\.\w+)(?:\(.*)?$/, "$1");
  return run.notFollowed.find(item => item.method === name)?.reason ?? "";
}

function section(main, id, title, items, content) {
  if (items.length > 0) main.append(make("h2", { id }, title), content);
}

function state(trace) {
  return trace.state ? make("span.badge.bad", {}, trace.state) : null;
}

// ---- the tree

const treeStep = 200;
const opened = new Set();
let chosen = null;

function matches(trace, words) {
  const text = `${trace.name} ${trace.kind} loop ${trace.loop} ${trace.place} ${trace.state}`.toLowerCase();
  return words.every(word => text.includes(word));
}

/** Draws the tree, or with a filter the list of what it leaves. */
function drawTree() {
  const tree = document.getElementById("tree");
  const words = document.getElementById("filter").value.toLowerCase().split(/\s+/).filter(word => word);
  tree.replaceChildren();
  const shown = words.length ? run.traces.filter(trace => matches(trace, words)) : run.traces.filter(trace => trace.parent === null);
  if (shown.length === 0) tree.append(make("p.faint.more", {}, run.traces.length ? "nothing is left of the filter" : "nothing was compiled"));
  addItems(tree, shown.sort(byWork), 0, words.length > 0, 0);
}

function addItems(tree, items, depth, isFlat, from) {
  for (const trace of items.slice(from, from + treeStep)) {
    tree.append(treeItem(trace, depth, isFlat));
    if (!isFlat && opened.has(trace.id)) addItems(tree, [...trace.children].sort(byWork), depth + 1, false, 0);
  }
  if (items.length <= from + treeStep) return;
  const more = make("button.more", {
    onclick: () => {
      const rest = document.createDocumentFragment();
      addItems(rest, items, depth, isFlat, from + treeStep);
      more.replaceWith(rest);
    },
  }, `${number(items.length - from - treeStep)} more`);
  tree.append(more);
}

function treeItem(trace, depth, isFlat) {
  const below = isFlat ? trace.work : workBelow(trace);
  const canOpen = !isFlat && trace.children.length > 0;
  const item = make("div.item" + (trace.id === chosen ? ".chosen" : ""),
    {
      title: `${trace.name} ${trace.place}` + (trace.microseconds ? `, ${milliseconds(trace)} ms` : ""), "data-trace": trace.id,
      onclick: event => {
        if (canOpen && event.target.classList.contains("fold")) toggle(trace);
        else location.hash = "trace" + trace.id;
      },
    },
    make("span.fold", {}, canOpen ? (opened.has(trace.id) ? "▾" : "▸") : ""),
    make("span.what", {}, make("b", {}, trace.name), " ", state(trace), make("span.faint", {}, " " + shortPlace(trace.place))),
    make("span.share", {}, share(below) || number(trace.entered)), bar(below));
  item.style.setProperty("--depth", depth);
  return item;
}

function toggle(trace) {
  if (!opened.delete(trace.id)) opened.add(trace.id);
  drawTree();
}

/** Marks a trace in the tree, with the way to it open. */
function choose(id) {
  chosen = id;
  for (let trace = traces.get(id); trace && trace.parent !== null; trace = traces.get(trace.parent)) opened.add(trace.parent);
  drawTree();
  document.querySelector(".item.chosen")?.scrollIntoView({ block: "nearest" });
}
