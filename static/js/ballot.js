// form[data-ballot]: the films of a ballot in two lists, ranked and not. Dragging, buttons, keys and typed numbers do the
// same thing; what counts is the number in each row's box. Without scripts the same buttons and boxes post the form.
import Sortable from "sortablejs";

import { each } from "./each.js";

/** The rows by their numbers, equal ones together; a row without a number is in none. */
export function tiersOf(rows) {
  const byNumber = new Map();
  for (const row of rows) {
    if (row.number === null) continue;
    byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), row.key]);
  }
  return [...byNumber.keys()].sort((a, b) => a - b).map((number) => byNumber.get(number));
}

/** The order after one deed: up, down, top, equal, in, out. As `moved` of the server does it. */
export function moved(tiers, key, how) {
  const at = tiers.findIndex((tier) => tier.includes(key));
  const rest = tiers.map((tier) => tier.filter((other) => other !== key));
  if (how === "out") return rest.filter((tier) => tier.length);
  if (at < 0) return how === "in" ? [...tiers, [key]] : tiers;
  const shared = tiers[at].length > 1;
  if (how === "equal") {
    if (shared) rest.splice(at + 1, 0, [key]);
    else if (at) rest[at - 1].push(key);
    else return tiers;
  } else if (how === "up") rest.splice(shared ? at : Math.max(0, at - 1), 0, [key]);
  else if (how === "down") rest.splice(shared ? at + 1 : at + 2, 0, [key]);
  else if (how === "top") rest.splice(0, 0, [key]);
  else return tiers;
  return rest.filter((tier) => tier.length);
}

/** The order after a row was dropped at a place among the ranked rows: it shares nothing unless it fell between equals. */
export function dropped(tiers, key, order) {
  const tierOf = new Map(tiers.flatMap((tier, number) => tier.filter((one) => one !== key).map((one) => [one, number])));
  const at = order.indexOf(key);
  const [before, after] = [tierOf.get(order[at - 1]), tierOf.get(order[at + 1])];
  if (before !== undefined && before === after) tierOf.set(key, before);
  const result = [];
  let last;
  for (const one of order) {
    const tier = tierOf.get(one);
    if (tier !== undefined && tier === last) result.at(-1).push(one);
    else result.push([one]);
    last = tier;
  }
  return result;
}

/** The number beside each film: one more than the films above it. */
export function numbersOf(tiers) {
  const numbers = new Map();
  let above = 0;
  for (const tier of tiers) {
    for (const key of tier) numbers.set(key, above + 1);
    above += tier.length;
  }
  return numbers;
}

const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "top" };

function start(form) {
  const list = (name) => form.querySelector(`[data-ballot-list="${name}"]`);
  const [ranked, shelf] = [list("ranked"), list("shelf")];
  const told = form.querySelector("[data-ballot-told]");
  const box = (row) => row.querySelector("[data-ballot-rank]");
  const rowOf = (key) => form.querySelector(`[data-ballot-row="${key}"]`);
  const typed = (row) => (/^\d+$/.test(box(row).value.trim()) ? Number(box(row).value) : null);
  const read = () =>
    tiersOf([...form.querySelectorAll("[data-ballot-row]")].map((row) => ({ key: row.dataset.ballotRow, number: typed(row) })));

  function arrange(tiers) {
    const numbers = numbersOf(tiers);
    const order = [...numbers.keys()].map(rowOf);
    order.forEach((row, at) => ranked.children[at] !== row && ranked.insertBefore(row, ranked.children[at] ?? null));
    for (const row of [...ranked.children].slice(order.length)) shelf.append(row);
    for (const [at, row] of order.entries()) {
      const equal = at > 0 && numbers.get(row.dataset.ballotRow) === numbers.get(order[at - 1].dataset.ballotRow);
      row.classList.toggle("ranking__row--equal", equal);
    }
    for (const row of shelf.children) row.classList.remove("ranking__row--equal");
    for (const part of form.querySelectorAll("[data-ballot-empty]")) part.hidden = list(part.dataset.ballotEmpty).children.length > 0;
  }

  function write(tiers) {
    const numbers = numbersOf(tiers);
    for (const row of form.querySelectorAll("[data-ballot-row]")) box(row).value = numbers.get(row.dataset.ballotRow) ?? "";
  }

  function tell(key) {
    const row = rowOf(key);
    const words = row.classList.contains("ranking__row--equal") ? told.dataset.equal : box(row).value ? told.dataset.placed : told.dataset.shelved;
    told.textContent = words.replace("{film}", row.dataset.title).replace("{place}", box(row).value);
  }

  function settle(tiers, key) {
    const had = document.activeElement;
    write(tiers);
    arrange(tiers);
    // A button that has gone with its list leaves the focus on the row's box.
    if (had && rowOf(key).contains(had)) (had.offsetParent ? had : box(rowOf(key))).focus();
    tell(key);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function onClick(event) {
    const button = event.target.closest("button[name=move]");
    if (!button) return;
    event.preventDefault();
    const [how, key] = button.value.split(":");
    settle(moved(read(), key, how), key);
  }

  function onKey(event) {
    const row = event.target.closest("[data-ballot-row]");
    if (!row) return;
    const how = event.altKey ? KEYS[event.key] : event.key === "=" ? "equal" : event.key === "Enter" && event.target === box(row) ? "stay" : null;
    if (!how) return;
    event.preventDefault();
    const key = row.dataset.ballotRow;
    const unranked = typed(row) === null;
    settle(moved(read(), key, unranked && how !== "stay" ? "in" : how), key);
  }

  // A typed number stays as it was typed, so that the others can be typed in any order; the rows follow it.
  function onNumber(event) {
    if (!event.target.matches("[data-ballot-rank]")) return;
    const had = document.activeElement;
    arrange(read());
    if (had && had !== document.activeElement) had.focus();
    tell(event.target.closest("[data-ballot-row]").dataset.ballotRow);
  }

  function onDrop(event) {
    const key = event.item.dataset.ballotRow;
    const order = [...ranked.children].map((row) => row.dataset.ballotRow);
    settle(order.includes(key) ? dropped(read(), key, order) : moved(read(), key, "out"), key);
  }

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const one of [ranked, shelf]) {
    Sortable.create(one, { group: "ballot", handle: "[data-handle]", animation: calm ? 0 : 150, forceFallback: true, onEnd: onDrop });
  }
  form.dataset.ballotReady = "";
  form.querySelector("[data-ballot-keys]")?.removeAttribute("hidden");
  form.addEventListener("click", onClick);
  form.addEventListener("keydown", onKey);
  form.addEventListener("change", onNumber);
}

/** The next save is based on the one that has just arrived: else this window would look like another one. */
function countSaves(form) {
  form.addEventListener("autosaved", ({ detail }) => {
    const number = detail.answer.headers.get("Ballot-Number");
    if (number) form.querySelector("[data-ballot-number]").value = number;
  });
}

export const attachBallots = (root) => {
  each(root, "form:has([data-ballot-number])", countSaves);
  each(root, "form[data-ballot]", start);
};
