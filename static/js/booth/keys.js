// The keys of the whole screening room (WCAG 2.1.4: they can be switched off in their list, and none works while one writes).
// On the scorecard digits give marks; letters that mean nothing there go to the film, and the film's G, Y, R to the card.
import { onKey as playerKey } from "../player/keys.js";

const MEMORY = "booth:keys";
const FLAGS = { g: "green", y: "yellow", r: "red" };
const FILM_KEYS = new Set([" ", "k", "j", "l", ",", ".", "<", ">", "f", "m", "c", "arrowleft", "arrowright"]);
/** Radio buttons and buttons need these for themselves. */
const OF_CONTROLS = new Set([" ", "arrowleft", "arrowright"]);

export const isWriting = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=range])");

const recall = () => {
  try {
    return localStorage.getItem(MEMORY) !== "off";
  } catch {
    return true;
  }
};

export function attachBoothKeys(page, card, press) {
  const help = page.getElementById("booth-keys");
  const film = page.querySelector("film-player, film-remote");
  const choice = help?.querySelector("[data-single-keys]");
  let on = recall();
  if (choice) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      try {
        localStorage.setItem(MEMORY, on ? "on" : "off");
      } catch {
        // Chosen for this page only.
      }
    });
  }
  const go = (url) => url && (location.href = url);
  const moves = { n: () => go(card.dataset.next), p: () => go(card.dataset.previous) };

  page.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || page.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && event.shiftKey && !target.closest("[data-timed]:not(.scorecard *)")) {
      const confirm = card.querySelector("[data-confirm]");
      if (!confirm) return;
      event.preventDefault();
      card.requestSubmit(confirm);
      return;
    }
    if (!on || isWriting(target)) return;
    const key = event.key.toLowerCase();
    const inFilm = film?.contains(target);
    if (key === "?" && help && !inFilm) help.showModal();
    else if (FLAGS[key]) press(card.querySelector(`[name=flag][value="${FLAGS[key]}"]`), inFilm);
    else if (moves[key]) moves[key]();
    else if (film?.matches("film-player") && !inFilm && FILM_KEYS.has(key) && !(OF_CONTROLS.has(key) && target !== page.body)) return playerKey(film, event);
    else return;
    event.preventDefault();
  });
}
