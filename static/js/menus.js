// Menus: the header's on a narrow screen, and the small ones made of <details>.
import { each } from "./each.js";

function startToggle(toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
  });
}

function startDetails(details) {
  const close = (event) => {
    if (details.open && !details.contains(event.target)) details.open = false;
  };
  document.addEventListener("pointerdown", close);
  document.addEventListener("focusin", close);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

export function attachMenus(root) {
  each(root, ".steps__list, .tabs", showCurrent);
  each(root, "[data-menu-toggle]", startToggle);
  each(root, "[data-menu-details]", startDetails);
}

/** Rows that scroll sideways on a phone open where one is. */
function showCurrent(row) {
  const current = row.querySelector("[aria-current]");
  if (!current || row.scrollWidth <= row.clientWidth) return;
  const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
  row.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}
