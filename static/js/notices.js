// Messages can be put away; they never go by themselves (WCAG 2.2.1).
import { each } from "./each.js";

function start(notice) {
  const close = notice.querySelector("[data-notice-close]");
  if (!close) return;
  close.hidden = false;
  close.addEventListener("click", () => notice.remove());
}

export const attachNotices = (root) => each(root, "[data-notice]", start);
