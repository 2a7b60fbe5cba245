// A scorecard that saves itself and loses nothing: what is not sent yet is kept on this device (store.js) and goes when the
// connection is back, once however often it is tried; what two windows changed is shown to the juror, who chooses.
import { each } from "../each.js";
import { answered, begin, changed, fresh, isBusy, isEmpty, settled, typed } from "./changes.js";
import { forgetOnSigningOut, Store } from "./store.js";

const TYPING_PAUSE_MS = 700;
const RETRY_MS = [1500, 4000, 10000, 20000];
const OURS = new Set(["csrfmiddlewaretoken", "version", "then"]);

const isTyped = (input) => input.matches("textarea, input[type=number]");
const newKey = () => crypto.randomUUID?.() ?? String(Math.random()).slice(2);

class CardSaving {
  #timer = 0;
  #failures = 0;
  #running = false;
  #leaving = null;
  #refused = "";
  // The next page may have been written before the last save arrived: then what is kept here must outlive this page, is
  // put back there and sent again under the same name.
  #going = false;

  constructor(form) {
    this.form = form;
    this.place = form.querySelector("[data-autosave-state]");
    this.disputes = form.querySelector("[data-card-conflicts]");
    this.store = new Store(form.dataset.keeper, form.dataset.keeperKey, form.dataset.card);
    this.state = fresh(Number(form.elements.version.value));
    form.dataset.saving = "idle"; // hides the button that saves without scripts
    form.addEventListener("change", (event) => this.#noted(event.target, 0));
    form.addEventListener("input", (event) => isTyped(event.target) && this.#noted(event.target, TYPING_PAUSE_MS));
    form.addEventListener("submit", (event) => this.#beforeLeaving(event), { capture: true });
    addEventListener("online", () => this.#backAgain());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#send());
    addEventListener("beforeunload", (event) => {
      this.#going = true;
      if (["kept", "undone"].includes(this.form.dataset.saving)) event.preventDefault();
    });
    addEventListener("pageshow", () => (this.#going = false));
    forgetOnSigningOut(document, () => (isEmpty(this.state) ? "" : this.place.dataset.leaving));
    this.#restore();
  }

  async #restore() {
    const kept = await this.store.read();
    if (!kept) return;
    // What is typed in the meantime is newer than what was kept.
    const { url: _url, ...state } = kept;
    this.state = { ...state, pending: { ...state.pending, ...this.state.pending } };
    this.#show(typed(this.state));
    this.#showDisputes();
    this.#tell(isBusy(this.state) ? "kept" : "conflict");
    this.#send();
  }

  #noted(input, wait) {
    if (!input.name || OURS.has(input.name) || input.disabled || input.readOnly) return;
    this.#refused = "";
    this.#going = false;
    this.state = changed(this.state, input.name, input.value);
    this.#showDisputes();
    this.#keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  async #send() {
    clearTimeout(this.#timer);
    if (this.#running) return;
    this.state = begin(this.state, newKey);
    if (!this.state.sending) return this.#leave();
    this.#running = true;
    this.#keep();
    this.#tell("saving");
    const outcome = await this.#post(this.state.sending);
    this.#running = false;
    if (outcome === "later") {
      if (this.#leaving) this.#tell("undone");
      this.#leaving = null;
      this.#timer = setTimeout(() => this.#send(), RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]);
      return;
    }
    if (outcome === "stop") return (this.#leaving = null);
    this.#failures = 0;
    if (isBusy(this.state)) this.#send();
    else this.#leave();
  }

  async #post({ key, base, fields }) {
    const body = new FormData();
    Object.entries({ ...fields, version: base, save_key: key }).forEach((pair) => body.append(...pair));
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    await document.querySelector("film-player")?.coverage?.send();
    let answer;
    try {
      answer = await fetch(this.form.dataset.cardSave, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    } catch {
      this.#tell("kept");
      return "later";
    }
    const told = await answer.json().catch(() => null);
    if (!told || (answer.redirected && told.version === undefined)) return this.#stop("signedout");
    if (told.version === undefined) return this.#stop("gone", told.title);
    this.#took(told, answer.status);
    return "done";
  }

  #stop(word, title = "") {
    this.#tell(word, title);
    return "stop";
  }

  #took(told, status) {
    const { state, shown } = answered(this.state, told);
    this.state = state;
    this.form.elements.version.value = state.base;
    this.#show(shown);
    this.#showDisputes();
    this.#keep();
    this.#refused = [told.title, ...(told.problems ?? [])].filter(Boolean).join(" ");
    if (this.#refused) this.#tell("gone", this.#refused);
    else this.#tell(Object.keys(state.disputed).length ? "conflict" : "saved");
    this.form.dispatchEvent(new CustomEvent("cardsaved", { bubbles: true, detail: { told, status } }));
  }

  #keep() {
    if (!isEmpty(this.state)) this.store.write({ ...this.state, url: this.form.dataset.cardSave });
    else if (!this.#going) this.store.drop();
  }

  #show(values) {
    for (const [name, value] of Object.entries(values)) {
      for (const input of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "radio") input.checked = input.value === value;
        else input.value = value;
      }
    }
    if (Object.keys(values).length) this.form.dispatchEvent(new CustomEvent("cardshown", { bubbles: true }));
  }

  #showDisputes() {
    const { wordsHere, wordsThere, wordsMine, wordsTheirs } = this.disputes.dataset;
    this.disputes.querySelectorAll(".card-conflicts__one").forEach((box) => box.remove());
    for (const [name, { mine, theirs }] of Object.entries(this.state.disputed)) {
      const box = document.createElement("div");
      box.className = "card-conflicts__one";
      const label = this.#labelOf(name);
      const line = (words, value) => {
        const text = document.createElement("p");
        text.textContent = `${words}: ${value || "–"}`;
        return text;
      };
      const heading = document.createElement("strong");
      heading.textContent = label;
      box.append(heading, line(wordsHere, mine), line(wordsThere, theirs));
      for (const [takeMine, words] of [[true, wordsMine], [false, wordsTheirs]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button--small";
        button.textContent = words;
        button.addEventListener("click", () => this.#choose(name, takeMine, theirs));
        box.append(button);
      }
      this.disputes.append(box);
    }
    const quiet = this.disputes.hidden;
    this.disputes.hidden = !Object.keys(this.state.disputed).length;
    if (quiet && !this.disputes.hidden) this.disputes.scrollIntoView({ block: "nearest" });
  }

  #labelOf(name) {
    const input = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
    return (input?.closest("fieldset")?.querySelector("legend span") ?? input?.closest("fieldset")?.querySelector("legend") ?? input?.labels?.[0])?.textContent.trim() ?? name;
  }

  #choose(name, takeMine, theirs) {
    this.state = settled(this.state, name, takeMine);
    if (!takeMine) this.#show({ [name]: theirs });
    this.#showDisputes();
    this.#keep();
    this.#tell(Object.keys(this.state.disputed).length ? "conflict" : "saved");
    this.#send();
  }

  #tell(word, title = "") {
    this.form.dataset.saving = word;
    this.place.dataset.state = word;
    this.place.textContent = [title, word === "gone" && title ? "" : this.place.dataset[word]].filter(Boolean).join(" ");
  }

  /** A button waits for what is on its way: else the form would look like another window's change. */
  #beforeLeaving(event) {
    const busy = isBusy(this.state) || this.#running;
    if (!busy && navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!busy) return this.#tell("undone");
    this.#leaving = event.submitter;
    this.#send();
  }

  #backAgain() {
    if (isBusy(this.state)) this.#send();
    else if (this.form.dataset.saving === "undone") this.#tell("saved");
  }

  #leave() {
    if (!this.#leaving || Object.keys(this.state.disputed).length || this.#refused) return (this.#leaving = null);
    const button = this.#leaving;
    this.#leaving = null;
    this.form.requestSubmit(button);
    return null;
  }
}

export const attachCardSaving = (root) => each(root, "form[data-card-save]", (form) => new CardSaving(form));
