// Cards of other films that could not be sent when their page was left: they go from any page of the jury room, under the
// names that they had. What another window disputes waits until its film is opened again.
import { answered, begin, isEmpty } from "./changes.js";
import { Store, waitingFor } from "./store.js";

async function send(store, token) {
  const kept = await store.read();
  if (!kept?.url) return;
  const { url, ...waiting } = kept;
  const state = begin(waiting, () => crypto.randomUUID?.() ?? String(Math.random()).slice(2));
  if (!state.sending) return;
  await store.write({ ...state, url });
  const { key, base, fields } = state.sending;
  const body = new FormData();
  Object.entries({ ...fields, version: base, save_key: key, csrfmiddlewaretoken: token }).forEach((pair) => body.append(...pair));
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer && answer.status < 500 ? await answer.json().catch(() => null) : null;
  if (told?.version === undefined || told.title || told.problems?.length) return;
  const after = answered(state, told).state;
  if (isEmpty(after)) await store.drop();
  else await store.write({ ...after, url });
}

/** One after the other; `except` is the card that this page shows itself. */
export async function sendWaiting(person, key, token, except = "") {
  for (const card of waitingFor(person).filter((found) => found !== except)) await send(new Store(person, key, card), token);
}

/** A page that names the person: <… data-outbox="name" data-outbox-key="…" data-outbox-token="…">. */
export function attachOutbox(root) {
  const place = root.querySelector("[data-outbox]");
  if (!place) return;
  const go = () => sendWaiting(place.dataset.outbox, place.dataset.outboxKey, place.dataset.outboxToken, place.dataset.outboxExcept);
  addEventListener("online", go);
  go();
}
