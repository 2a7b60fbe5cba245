// [data-sortable]: items with data-id are dragged by [data-handle]; the new order is posted as order=7,3,9 to data-sortable-url.
// Without that address the list belongs to a form whose inputs tell the order: the form hears of a change.
import Sortable from "sortablejs";

import { each } from "./each.js";

function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
}

async function send(list) {
  const order = [...list.children].map((item) => item.dataset.id).join(",");
  const answer = await fetch(list.dataset.sortableUrl, {
    method: "POST",
    body: new URLSearchParams({ order }),
    headers: { "X-CSRFToken": csrfToken() },
  });
  if (!answer.ok || list.hasAttribute("data-sortable-reload")) location.reload();
}

function start(list) {
  const done = () => (list.dataset.sortableUrl ? send(list) : list.dispatchEvent(new Event("change", { bubbles: true })));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  Sortable.create(list, { handle: "[data-handle]", animation: calm ? 0 : 150, onEnd: done });
}

export const attachSortables = (root) => each(root, "[data-sortable]", start);
