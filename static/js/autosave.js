// A form that saves itself: after each change it is posted to data-autosave, one request at a time, the newest state last.
// What happens is told in [data-autosave-state]. Without scripts the form's own button saves.
import { each } from "./each.js";

const TYPING_PAUSE_MS = 700;
const RETRY_MS = [2000, 5000, 15000];

// A file goes with the form's own button: once, not again with each letter that is typed.
function withoutFiles(data) {
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function start(form) {
  const place = form.querySelector("[data-autosave-state]");
  let timer = 0;
  let running = false;
  let dirty = false;
  let failures = 0;
  let leaving = null; // the button that was pressed while a save was under way

  const tell = (state) => {
    form.dataset.saving = state;
    if (!place) return;
    place.dataset.state = state;
    const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    place.textContent = (place.dataset[state] ?? place.dataset.failed ?? "").replace("{time}", now);
  };

  async function save() {
    clearTimeout(timer);
    if (running) return;
    running = true;
    dirty = false;
    tell("saving");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: withoutFiles(new FormData(form)),
        headers: { Accept: "application/json", "X-Requested-With": "autosave" },
        keepalive: true,
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      failures = 0;
      tell(answer.ok ? "saved" : answer.status === 422 ? "invalid" : "refused");
      form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: { answer, dirty } }));
    } catch {
      dirty = true;
      tell("failed");
      timer = setTimeout(save, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
    } finally {
      running = false;
    }
    if (leaving) {
      const { button } = leaving;
      leaving = null;
      form.requestSubmit(button);
      return;
    }
    if (dirty && !failures) save();
  }

  const later = (wait) => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  form.dataset.saving = "idle"; // hides the button that saves without scripts
  form.addEventListener("change", (event) => event.target.type !== "file" && later(0));
  form.addEventListener("input", (event) => event.target.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])") && later(TYPING_PAUSE_MS));
  form.addEventListener("saveagain", () => later(0));
  // First, before others see that the form goes: what is on its way already must arrive before it, or the form would look
  // like another window's change; and nothing is sent again while this page is left.
  form.addEventListener(
    "submit",
    (event) => {
      clearTimeout(timer);
      dirty = false;
      if (!running) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      leaving = { button: event.submitter };
    },
    { capture: true },
  );
  addEventListener("online", () => dirty && save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty && save());
  addEventListener("beforeunload", (event) => form.dataset.saving === "failed" && event.preventDefault());
}

export const attachAutosave = (root) => each(root, "form[data-autosave]", start);
