import { attachUploaders } from "../uploader.js";

attachUploaders(document);

// Beside an uploader the player is another 120 KB: it comes when somebody turns to it, not before.
for (const place of document.querySelectorAll("[data-lazy-player]")) {
  for (const turn of ["pointerenter", "pointerdown", "focusin"]) {
    place.addEventListener(turn, () => import(place.dataset.lazyPlayer), { once: true });
  }
}
