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
  each(root, "[data-menu-toggle]", startToggle);
  each(root, "[data-menu-details]", startDetails);
}
