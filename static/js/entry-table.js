// [data-entry-table]: single keys work only while the focus is inside it (WCAG 2.1.4).
// j, k: next and previous row · x: select · o: open (Enter follows the focused link by itself) · /: search · ?: help.
import { each } from "./each.js";

const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

function start(table) {
  const rows = () => [...table.querySelectorAll("tr[data-row]")];
  let active = -1;

  const show = (place) => {
    const all = rows();
    if (!all.length) return;
    active = Math.min(Math.max(place, 0), all.length - 1);
    all.forEach((row, here) => row.toggleAttribute("data-active", here === active));
    const link = all[active].querySelector("[data-open]");
    link?.focus({ preventScroll: true });
    all[active].scrollIntoView({ block: "nearest" });
  };
  const row = () => rows()[active];
  const deeds = {
    j: () => show(active + 1),
    k: () => show(active - 1),
    x: () => {
      const box = row()?.querySelector("input[name=entry]");
      box?.click();
    },
    o: () => row()?.querySelector("[data-open]")?.click(),
    "/": () => document.querySelector("[data-table-search]")?.focus(),
    "?": () => document.getElementById("table-help")?.showModal(),
  };

  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  table.addEventListener("focusin", (event) => {
    const here = rows().indexOf(event.target.closest("tr[data-row]"));
    if (here < 0) return;
    active = here;
    rows().forEach((one, place) => one.toggleAttribute("data-active", place === here));
  });
  document.querySelectorAll("[data-only-scripts]").forEach((part) => (part.hidden = false));
}

export const attachEntryTables = (root) => each(root, "[data-entry-table]", start);
