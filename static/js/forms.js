// Small helps for forms and tables.
import { each } from "./each.js";

/** A filter form answers at once when a choice changes; typing waits for Enter or the button. */
export const attachFilter = (root) =>
  each(root, "form[data-filter]", (form) => {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  });

/** A button that may be pressed once: the server is idempotent too, this only spares the second request. */
export const attachBusy = (root) =>
  each(root, "form:has([data-busy])", (form) => {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button?.matches("[data-busy]")) return;
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
      button.setAttribute("aria-disabled", "true");
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
  });

/** Letters used of letters allowed, under a text area with maxlength. */
export const attachCount = (root) =>
  each(root, "textarea[data-count][maxlength]", (area) => {
    const note = document.createElement("p");
    note.className = "char-count";
    const show = () => (note.textContent = `${area.value.length} / ${area.maxLength}`);
    area.after(note);
    area.addEventListener("input", show);
    show();
  });

/** The box in a table's head ticks all boxes of that name. */
export const attachSelectAll = (root) =>
  each(root, "input[data-select-all]", (head) => {
    const boxes = () => [...document.querySelectorAll(`input[type=checkbox][name="${head.dataset.selectAll}"]`)];
    const show = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      head.checked = ticked > 0 && ticked === boxes().length;
      head.indeterminate = ticked > 0 && !head.checked;
      document.querySelectorAll("[data-selected-count]").forEach((place) => (place.textContent = String(ticked)));
    };
    head.addEventListener("change", () => {
      boxes().forEach((box) => (box.checked = head.checked));
      show();
    });
    document.addEventListener("change", (event) => event.target.name === head.dataset.selectAll && show());
    show();
  });

/** Copies data-copy (or the text of the element it names) to the clipboard. */
export const attachCopy = (root) =>
  each(root, "button[data-copy]", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.dataset.state = "done";
      setTimeout(() => delete button.dataset.state, 1500);
    });
  });
