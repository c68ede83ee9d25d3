// Which screen is shown is in the address behind "#": nothing, traceN, traceN/COLUMNLINE, pieceN, guardN, find/TEXT.

async function show() {
  const main = document.getElementById("main");
  const address = decodeURIComponent(location.hash.slice(1));
  const fresh = make("main", { id: "main", tabindex: "-1" });
  const [, what, id, column, index] = /^(trace|piece|guard)(\d+)(?:\/([a-z]+)(\d+))?$/.exec(address) ?? [];
  const guard = what === "guard" ? guards.get(Number(id)) : undefined;
  const target = guard ? { guard: id } : column ? { column, index: Number(index) } : null;
  main.replaceWith(fresh);
  if (guard) await showTrace(fresh, guard.trace, target);
  else if (what === "trace" && traces.has(Number(id))) await showTrace(fresh, Number(id), target);
  else if (what === "piece") await showPiece(fresh, Number(id), target);
  else if (address.startsWith("find/")) await showSearch(fresh, address.slice(5));
  else {
    showOverview(fresh);
    if (address) document.getElementById(address)?.scrollIntoView();
  }
  choose(guard ? guard.trace : what === "trace" ? Number(id) : null);
  fresh.dataset.shown = address || "overview";
}

document.getElementById("name").textContent = run.name;
document.getElementById("filter").addEventListener("input", drawTree);
document.getElementById("find").addEventListener("submit", event => {
  event.preventDefault();
  const text = document.getElementById("text").value;
  if (text) location.hash = "find/" + encodeURIComponent(text);
});
addEventListener("hashchange", show);
show();
