// Search in the text of all traces. They are taken apart one after the other, so that the page goes on meanwhile.

const maxHits = 500;
let searches = 0;

async function showSearch(main, text) {
  const mine = ++searches;
  const wanted = text.toLowerCase();
  const progress = make("div.faint", { id: "progress" });
  const hits = make("div.mono", { id: "hits" });
  main.append(make("h1", {}, `Lines with “${text}”`), progress, hits);
  let found = 0;
  const ids = [...run.traces.map(trace => [trace.id, trace.name, "trace"]), ...run.givenUp.filter(item => item.piece !== null).map(item => [item.piece, "given up", "piece"])];
  for (const [count, [id, name, what]] of ids.entries()) {
    const texts = await piece(id);
    if (mine !== searches || !hits.isConnected) return;
    const group = make("div", {});
    for (const column of ["optimized", "recorded", "code"])
      texts[column].forEach((line, index) => {
        if (found >= maxHits || !line.toLowerCase().includes(wanted)) return;
        found++;
        group.append(hit(id, what, column, index, line, wanted));
      });
    if (group.children.length > 0) hits.append(make("h2", {}, make("a", { href: `#${what}${id}` }, name), " ", make("span.faint", {}, shortPlace(traces.get(id)?.place ?? ""))), group);
    progress.textContent = found >= maxHits ? `the first ${number(maxHits)} lines` : `${plural(found, "line")} in ${number(count + 1)} of ${number(ids.length)} traces`;
    if (found >= maxHits) break;
  }
  progress.classList.add("done");
}

function hit(id, what, column, index, line, wanted) {
  const at = line.toLowerCase().indexOf(wanted), start = Math.max(0, at - 60);
  return make("a.hit", { href: `#${what}${id}/${column}${index}` }, make("span.badge", {}, titles[column]), " ",
    (start > 0 ? "…" : "") + line.slice(start, at), make("mark", {}, line.slice(at, at + wanted.length)), line.slice(at + wanted.length, at + 200));
}
