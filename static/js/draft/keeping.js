// form[data-draft]: what was typed and not yet saved is kept in this browser, comes back with the page, and is saved then.
// The server answers each save with the step's version; when another window was faster it says so, and a person decides.
import { each } from "../each.js";
import { growTo } from "./rows.js";

const PREFIX = "draft:";
const KEEP_MS = 14 * 24 * 3600 * 1000;
const OURS = new Set(["csrfmiddlewaretoken", "version", "window"]);

const store = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      // A full or forbidden store: saving itself goes on.
    }
  },
  mark(key, more) {
    const kept = this.read(key);
    if (kept) this.write(key, { ...kept, ...more });
  },
  drop(key) {
    localStorage.removeItem(PREFIX + key);
  },
};

const content = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.has(name));

function putBack(form, entries) {
  for (const [name, value] of entries) {
    const box = [...form.querySelectorAll("[data-rows]")].find((rows) => `${rows.dataset.rows}s` === name);
    if (box) growTo(box, Number(value));
  }
  const values = Map.groupBy ? Map.groupBy(entries, ([name]) => name) : new Map(entries.map((pair) => [pair[0], [pair]]));
  for (const input of form.elements) {
    if (!input.name || OURS.has(input.name) || input.name.endsWith("-order") || input.type === "hidden" || input.type === "file") continue;
    const kept = (values.get(input.name) ?? []).map(([, value]) => value);
    if (input.type === "checkbox" || input.type === "radio") input.checked = kept.includes(input.value);
    else if (kept.length) input.value = kept[0];
  }
  putInOrder(form, entries);
}

function putInOrder(form, entries) {
  for (const box of form.querySelectorAll("[data-rows]")) {
    const name = `${box.dataset.rows}-order`;
    const list = box.querySelector("[data-rows-list]");
    const rows = new Map([...list.children].map((row) => [row.querySelector(`[name="${name}"]`)?.value, row]));
    const kept = entries.filter((pair) => pair[0] === name).map((pair) => pair[1]);
    for (const number of kept) if (rows.has(number)) list.append(rows.get(number));
    for (const [number, row] of rows) if (kept.length && !kept.includes(number)) row.remove();
  }
}

function start(form) {
  const key = form.dataset.draft;
  const { version, window: tab } = form.elements;
  const conflict = form.querySelector("[data-draft-conflict]");
  const keep = () => store.write(key, { at: Date.now(), version: version.value, window: tab.value, content: content(form) });

  form.addEventListener("input", keep);
  form.addEventListener("submit", () => store.mark(key, { sent: true }));
  form.addEventListener("change", keep);
  form.addEventListener("autosaved", ({ detail: { answer, dirty } }) => {
    if (answer.ok) {
      version.value = answer.headers.get("Step-Version") ?? version.value;
      if (dirty) keep();
      else store.drop(key);
      form.dispatchEvent(new CustomEvent("stepsaved", { bubbles: true }));
    }
    if (answer.headers.get("Step-Changed")) {
      conflict.hidden = false;
      form.querySelector("[data-autosave-state]").textContent = ""; // the notice says more than the line
    }
  });
  form.querySelector("[data-draft-mine]")?.addEventListener("click", () => {
    conflict.hidden = true;
    version.value = "";
    form.dispatchEvent(new CustomEvent("saveagain"));
  });
  form.querySelector("[data-draft-theirs]")?.addEventListener("click", () => {
    store.drop(key);
    location.reload();
  });
  restore(form, key, version, tab);
}

function restore(form, key, version, tab) {
  const kept = store.read(key);
  if (!kept) return;
  const arrived = kept.sent && Number(version.value) > Number(kept.version); // the button saved it: the page is newer
  if (arrived || Date.now() - kept.at > KEEP_MS || JSON.stringify(kept.content) === JSON.stringify(content(form))) {
    store.drop(key);
    return;
  }
  putBack(form, kept.content);
  version.value = kept.version;
  tab.value = kept.window;
  const note = form.querySelector("[data-draft-restored]");
  if (note) note.hidden = false;
  form.dispatchEvent(new CustomEvent("saveagain"));
}

/** Only forms that save themselves: a correction of what was submitted is sent by its button. */
export const attachDrafts = (root) => each(root, "form[data-draft][data-autosave]", start);
