// [data-rows]: a list of numbered rows in a form. Adding, moving and removing happen here at once; without scripts the
// same buttons post the form. Each row's hidden "…-order" input tells the server where it stands.
import { each } from "../each.js";

const changed = (list) => list.dispatchEvent(new Event("change", { bubbles: true }));

function addRow(box) {
  const count = box.querySelector("[data-rows-count]");
  const number = Number(count.value);
  const blank = box.querySelector("template[data-rows-blank]").innerHTML.replaceAll("__n__", number);
  box.querySelector("[data-rows-list]").insertAdjacentHTML("beforeend", blank);
  count.value = number + 1;
  return box.querySelector("[data-rows-list]").lastElementChild;
}

/** Rows for what was kept: as many as were on the page then. */
export function growTo(box, count) {
  while (Number(box.querySelector("[data-rows-count]").value) < Math.min(count, 200)) addRow(box);
}

function move(row, by, told) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row);
  else other.after(row);
  if (told) told.textContent = told.dataset.moved.replace("{place}", [...row.parentElement.children].indexOf(row) + 1);
  changed(row.parentElement);
}

function onClick(event, box) {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("[data-row]");
  const told = box.querySelector("[data-rows-told]");
  if (button.matches("[data-rows-add]")) {
    event.preventDefault();
    addRow(box).querySelector("select, input:not([type=hidden])")?.focus();
  } else if (row && button.matches("[data-row-up], [data-row-down]")) {
    event.preventDefault();
    move(row, button.matches("[data-row-up]") ? -1 : 1, told);
    button.focus();
  } else if (row && button.matches("[data-row-remove]")) {
    event.preventDefault();
    const list = row.parentElement;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (told) told.textContent = told.dataset.removed;
    (next?.querySelector("[data-row-remove]") ?? box.querySelector("[data-rows-add]")).focus();
    changed(list);
  }
}

export const attachRows = (root) =>
  each(root, "[data-rows]", (box) => box.addEventListener("click", (event) => onClick(event, box)));
