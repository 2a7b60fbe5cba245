// [data-sortable]: items with data-id are dragged by [data-handle]; the new order is posted as order=7,3,9 to data-sortable-url.
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
  if (!list.dataset.sortableUrl) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  Sortable.create(list, { handle: "[data-handle]", animation: calm ? 0 : 150, onEnd: () => send(list) });
}

export const attachSortables = (root) => each(root, "[data-sortable]", start);
