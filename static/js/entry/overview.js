// All my marks: a mark changed in its row is saved at once, with the version of the card that the row shows.
import { attachOutbox } from "../booth/outbox.js";
import { each } from "../each.js";

function start(row) {
  const state = row.querySelector("[data-row-state]");
  const form = row.querySelector("form.overview-row");
  const total = row.querySelector("[data-row-total]");
  const confirm = row.querySelector("[data-row-confirm]");
  const queue = { last: Promise.resolve() };
  row.querySelector("[data-row-button]")?.remove();

  async function save(input) {
    say("saving");
    const body = new FormData();
    body.append(input.name, input.value);
    body.append("version", row.dataset.version);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(row.dataset.rowSave, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer ? await answer.json().catch(() => null) : null;
    if (!told) return say("failed");
    if (told.version !== undefined) {
      row.dataset.version = told.version;
      form.elements.version.value = told.version;
      if (total) total.textContent = told.total || "–";
      if (confirm) confirm.hidden = told.answered < told.of;
    }
    input.setAttribute("aria-invalid", String(!answer.ok));
    if (answer.ok) say("saved");
    else if (Object.keys(told.conflicts ?? {}).length) say("conflict");
    else say("failed", [told.title, ...(told.problems ?? [])].filter(Boolean).join(" "));
    return null;
  }

  function say(word, text = state.dataset[word]) {
    state.dataset.state = word;
    state.textContent = text;
  }

  row.addEventListener("change", ({ target }) => {
    if (target.matches(".overview-mark")) queue.last = queue.last.then(() => save(target));
  });
}

each(document, "[data-row-save]", start);
attachOutbox(document);
