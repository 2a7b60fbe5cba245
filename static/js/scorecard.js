// The juror's scorecard. Keys: digits score the criterion that has the focus, G Y R flag, N P next and previous film,
// Shift+Enter confirm. Single keys work only while the card has the focus, and never while one writes (WCAG 2.1.4).
import { each } from "./each.js";

const FLAGS = { g: "green", y: "yellow", r: "red" };

const isWriting = (target) => target.matches("textarea, select, input:not([type=radio], [type=checkbox])");

function press(radio) {
  if (!radio || radio.disabled) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A mark on the common scale from 0 to 10; without a range it is taken to be on it already. */
function scaled(box, mark) {
  const [lowest, highest] = [Number(box.dataset.lowest ?? 0), Number(box.dataset.highest ?? 10)];
  return (10 * (mark - lowest)) / (highest - lowest);
}

/** The weighted mean of what is scored so far, on the scale from 0 to 10; null until something is scored. */
export function weightedMean(criteria) {
  const scored = criteria
    .map((box) => ({ box, weight: Number(box.dataset.weight || 1), input: box.querySelector("input[type=radio]:checked, input[type=number]") }))
    .filter(({ input }) => input && input.value !== "");
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  return weights ? scored.reduce((sum, { box, weight, input }) => sum + weight * scaled(box, Number(input.value)), 0) / weights : null;
}

function scoreByDigit(criterion, digit) {
  const radios = [...criterion.querySelectorAll("input[type=radio]")];
  const wanted = digit === 0 && !radios.some((radio) => Number(radio.value) === 0) ? 10 : digit;
  press(radios.find((radio) => Number(radio.value) === wanted));
}

function start(card) {
  const criteria = [...card.querySelectorAll("[data-criterion]")];
  const total = card.querySelector("[data-total]");
  const show = () => {
    const mean = weightedMean(criteria);
    if (total) total.textContent = mean === null ? "–" : mean.toFixed(1);
  };
  const go = (url) => url && (location.href = url);
  const moves = {
    n: () => go(card.dataset.next),
    p: () => go(card.dataset.previous),
  };

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.shiftKey) {
      const confirm = card.querySelector("[data-confirm]");
      if (!confirm) return;
      event.preventDefault();
      return card.requestSubmit(confirm);
    }
    if (isWriting(event.target)) return;
    const key = event.key.toLowerCase();
    const criterion = event.target.closest("[data-criterion]");
    if (/^\d$/.test(key) && criterion) scoreByDigit(criterion, Number(key));
    else if (FLAGS[key]) press(card.querySelector(`[name=flag][value="${FLAGS[key]}"]`));
    else if (moves[key]) moves[key]();
    else return;
    event.preventDefault();
  }

  card.addEventListener("keydown", onKey);
  card.addEventListener("change", show);
  // N and P also work from the film, where J, K and L already live.
  document.querySelector("film-player")?.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target)) moves[event.key.toLowerCase()]?.();
  });
  show();
}

export const attachScorecards = (root) => each(root, "[data-scorecard]", start);
