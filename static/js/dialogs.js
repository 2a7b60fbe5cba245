// <button data-dialog-open="id"> opens that <dialog>; [data-dialog-close] inside closes it, as does a click beside it.
import { each } from "./each.js";

function startOpener(opener) {
  const dialog = document.getElementById(opener.dataset.dialogOpen);
  if (!dialog) return;
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}

function startDialog(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
  });
}

export function attachDialogs(root) {
  each(root, "[data-dialog-open]", startOpener);
  each(root, "dialog.dialog", startDialog);
}
