// <film-remote>: steers the film on the other screen. It asks once a second how things stand there.
import { clock } from "../player/clock.js";

const ASK_EVERY_MS = 1000;
const ASLEEP_AFTER = 8;

class FilmRemote extends HTMLElement {
  #timer = 0;
  #silent = 0;
  #status = null;
  #last = "";

  connectedCallback() {
    this.time = this.querySelector("[data-remote-time]");
    this.bar = this.querySelector("[data-remote-seek]");
    this.note = this.querySelector("[data-remote-note]");
    this.button = this.querySelector('[data-remote="toggle"]');
    this.querySelectorAll("[data-remote]").forEach((button) => button.addEventListener("click", () => this[button.dataset.remote]()));
    this.bar.addEventListener("change", () => this.seek(Number(this.bar.value)));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#show();
    this.tell("show").then(() => this.#ask());
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  get position() {
    return this.#status?.time ?? 0;
  }

  get duration() {
    return this.#status?.duration || Number(this.dataset.duration) || 0;
  }

  toggle() {
    return this.tell(this.#status && !this.#status.paused ? "pause" : "play");
  }

  back() {
    return this.seek(this.position - 10);
  }

  on() {
    return this.seek(this.position + 10);
  }

  seek(seconds) {
    const aim = Math.min(Math.max(0, seconds), this.duration || Infinity);
    if (this.#status) this.#status = { ...this.#status, time: aim };
    this.#show();
    return this.tell("seek", aim);
  }

  async tell(action, seconds = 0) {
    const body = new FormData();
    body.append("action", action);
    body.append("seconds", String(seconds));
    body.append("csrfmiddlewaretoken", this.dataset.token);
    const answer = await fetch(this.dataset.steer, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.status === 409) this.#say(this.note.dataset.off);
  }

  async #ask() {
    const answer = await fetch(this.dataset.state, { headers: { Accept: "application/json" } }).catch(() => null);
    const told = answer?.ok ? await answer.json().catch(() => null) : null;
    if (told && !told.on) return this.#say(this.note.dataset.off);
    this.#hear(told);
    this.#timer = setTimeout(() => this.#ask(), ASK_EVERY_MS);
    return null;
  }

  #hear(told) {
    const here = told?.film?.join(" ") === this.dataset.film;
    const heard = JSON.stringify(told?.status ?? null);
    this.#silent = told && heard === this.#last && !told.status?.paused ? this.#silent + 1 : told ? 0 : this.#silent + 1;
    this.#last = heard;
    if (here && told.status) this.#status = told.status;
    this.#say(this.#silent > ASLEEP_AFTER ? this.note.dataset.lost : "");
    this.#show();
  }

  #show() {
    this.time.textContent = `${clock(this.position)} / ${clock(this.duration)}`;
    this.bar.max = String(this.duration);
    if (!this.bar.matches(":active")) this.bar.value = String(this.position);
    this.bar.setAttribute("aria-valuetext", this.time.textContent);
    const { play, pause } = this.button.dataset;
    this.button.textContent = this.#status && !this.#status.paused ? pause : play;
    this.dispatchEvent(new CustomEvent("film-progress", { bubbles: true, detail: { time: this.position, duration: this.duration } }));
  }

  #say(words) {
    if (this.note.textContent !== words) this.note.textContent = words;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("button, input")) return;
    const act = { " ": "toggle", k: "toggle", j: "back", l: "on" }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    this[act]();
  }
}

if (!customElements.get("film-remote")) customElements.define("film-remote", FilmRemote);
