// The juror's scorecard: digits score the criterion that has the focus; all other keys are booth/keys.js. After the last
// criterion the next film is offered.
import { attachBoothKeys, isWriting } from "./booth/keys.js";
import { each } from "./each.js";

function press(radio, keepFocus = false) {
  if (!radio || radio.disabled) return;
  radio.checked = true;
  if (!keepFocus) radio.focus();
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
  const named = radios.find((radio) => radio.dataset.digit === String(digit));
  if (named || criterion.hasAttribute("data-verdict")) return press(named);
  const wanted = digit === 0 && !radios.some((radio) => Number(radio.value) === 0) ? 10 : digit;
  press(radios.find((radio) => Number(radio.value) === wanted));
}

function start(card) {
  const criteria = [...card.querySelectorAll("[data-criterion]")];
  const total = card.querySelector("[data-total]");
  const offer = card.querySelector("[data-offer-next]");
  const show = () => {
    const mean = weightedMean(criteria);
    if (total) total.textContent = mean === null ? "–" : mean.toFixed(1);
    const left = criteria.some((box) => !box.querySelector("input[type=radio]:checked") && !box.querySelector("input[type=number]")?.value);
    if (offer) offer.hidden = left || !criteria.length;
  };

  card.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    // A card that asks one question needs no focus on it: anywhere on the card will do.
    const criterion = event.target.closest("[data-criterion]") ?? card.querySelector("[data-verdict]");
    if (!criterion || !/^\d$/.test(event.key)) return;
    scoreByDigit(criterion, Number(event.key));
    event.preventDefault();
  });
  for (const name of ["change", "input", "cardshown"]) card.addEventListener(name, show);
  attachBoothKeys(document, card, press);
  show();
}

export const attachScorecards = (root) => each(root, "[data-scorecard]", start);
