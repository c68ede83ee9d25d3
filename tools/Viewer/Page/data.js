// What the page was made with: the index, and the pieces, which are taken apart when somebody looks at them.
"use strict";

const run = JSON.parse(document.getElementById("index").textContent);
const traces = new Map(run.traces.map(trace => [trace.id, trace]));
const guards = new Map(run.guards.map(guard => [guard.number, guard]));
const totalWork = run.traces.reduce((sum, trace) => sum + trace.work, 0);

// Labels by name, so that jumps lead to the trace that has theirs.
const labels = new Map();
for (const trace of run.traces)
  for (const stretch of trace.stretches)
    if (stretch.name) labels.set(stretch.name, trace);

for (const trace of run.traces) trace.children = [];
for (const trace of run.traces)
  if (trace.parent !== null) traces.get(trace.parent).children.push(trace);

/** What the program spent in a trace and in all bridges from it. */
function workBelow(trace) {
  if (trace.below === undefined) {
    // Trees may be deep: no recursion.
    const order = [trace];
    for (let k = 0; k < order.length; k++) order.push(...order[k].children);
    for (const one of order.reverse()) one.below = one.work + one.children.reduce((sum, child) => sum + child.below, 0);
  }
  return trace.below;
}

const byWork = (a, b) => workBelow(b) - workBelow(a) || b.entered - a.entered || a.id - b.id;

/** The text of a trace: lines as recorded, as optimized, and machine code. */
async function piece(number) {
  const text = document.getElementById("piece" + number).textContent;
  const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

/** FILE:LINE REST; the file and line are empty where the language names its places otherwise. */
function splitPlace(place) {
  const match = /^(.+?):(\d+)(?=$|\s)\s*(.*)$/s.exec(place);
  if (!match) return { file: "", line: "", rest: place, key: "" };
  return { file: match[1], line: match[2], rest: match[3], key: match[1] + ":" + match[2] };
}

/** A place with its file's name in place of the path. */
function shortPlace(place) {
  const { file, line, rest } = splitPlace(place);
  return file ? `${file.slice(file.lastIndexOf("/") + 1)}:${line} ${rest}`.trim() : rest;
}
