// Moments of the film in a juror's words: "the cut at 1:23". A button writes the present one, each leads back to its
// place, and the player's bar carries a mark for it.
import { each } from "../each.js";
import { clock } from "../player/clock.js";

const MOMENT = /(?<![\d:.,])(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?![\d:]|[.,]\d)/g;

/** Seconds of every moment in a text, each once, in their order. */
export function momentsIn(text) {
  const found = [...text.matchAll(MOMENT)].map(([, hours = 0, minutes, seconds]) => 3600 * hours + 60 * minutes + Number(seconds));
  return [...new Set(found)].sort((one, other) => one - other);
}

/** The line in which a moment stands, for the mark's name. */
export function lineOf(text, second) {
  const line = text.split("\n").find((part) => momentsIn(part).includes(second)) ?? "";
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** Whatever shows the film on this page: the player, or the remote of another screen. */
export const filmOf = (page) => page.querySelector("film-player, film-remote");

const positionOf = (film) => film?.position ?? film?.video?.currentTime ?? 0;

function insert(area, words) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const before = value.slice(0, start);
  const glue = before && !/\s$/.test(before) ? " " : "";
  area.setRangeText(`${glue}${words} `, start, end, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function start(box) {
  const area = box.querySelector("textarea");
  const list = box.querySelector("[data-moments]");
  const button = box.querySelector("[data-insert-time]");
  const film = () => filmOf(document);
  const show = () => {
    const length = film()?.duration || Infinity;
    const moments = momentsIn(area.value).filter((second) => second <= length);
    list.replaceChildren(
      ...moments.map((second) => {
        const link = document.createElement("button");
        link.type = "button";
        link.className = "moment timecode";
        link.dataset.seek = String(second);
        link.textContent = clock(second);
        link.setAttribute("aria-label", list.dataset.words.replace("{time}", clock(second)));
        return link;
      }),
    );
    list.hidden = !moments.length;
    box.dispatchEvent(new CustomEvent("momentschanged", { bubbles: true }));
  };
  if (button && film()) {
    button.hidden = false;
    button.addEventListener("click", () => insert(area, button.dataset.words.replace("{time}", clock(positionOf(film())))));
  }
  area.addEventListener("input", show);
  box.closest("form")?.addEventListener("cardshown", show);
  show();
}

/** All own moments as marks on the player's bar. */
function showMarks() {
  const film = filmOf(document);
  if (!film?.setMarks) return;
  const texts = [...document.querySelectorAll("[data-timed] textarea")].map((area) => area.value);
  film.setMarks(texts.flatMap((text) => momentsIn(text).map((second) => ({ second, text: lineOf(text, second) }))));
}

export function attachMoments(root) {
  document.addEventListener("momentschanged", showMarks);
  each(root, "[data-timed]", start);
  filmOf(document)?.addEventListener("film-progress", showMarks, { once: true });
}
