// <film-player>: own controls over the native <video>, HLS through hls.js/light. Without scripts the <video controls> inside plays.
import { Coverage } from "./player/coverage.js";
import { Captions } from "./player/captions.js";
import { buildControls } from "./player/controls.js";
import { stepFrame, watchFrames } from "./player/frames.js";
import { onKey } from "./player/keys.js";
import { attachStoryboard } from "./player/storyboard.js";
import { Source } from "./player/source.js";
import { holdPicture } from "./player/still.js";
import { Watermark } from "./player/watermark.js";
import { clock } from "./player/clock.js";
import { drawMarks, skipStretches } from "./player/marks.js";

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
const HIDE_AFTER_MS = 2800;
const NOTE_STAYS_MS = 5000;

class FilmPlayer extends HTMLElement {
  connectedCallback() {
    if (this.video) return;
    this.video = this.querySelector("video");
    if (!this.video) return;
    this.words = Object.fromEntries(
      [...(this.querySelector("template[data-words]")?.content.querySelectorAll("[data-word]") ?? [])].map((word) => [
        word.dataset.word,
        word.textContent.trim(),
      ]),
    );
    this.video.controls = false;
    this.video.tabIndex = -1;
    this.tabIndex = 0;
    this.setAttribute("role", "group");
    this.captions = new Captions(this);
    this.frames = watchFrames(this.video);
    this.source = new Source(this);
    this.controls = buildControls(this);
    this.append(this.controls.bar, this.controls.note, this.controls.message, this.controls.keys);
    this.#listen();
    attachStoryboard(this, this.controls.seek, this.controls.preview);
    this.#shape();
    if (this.dataset.coverageUrl) this.coverage = new Coverage(this);
    skipStretches(this);
    if (this.dataset.watermark) this.watermark = new Watermark(this);
    this.source.load();
  }

  disconnectedCallback() {
    this.source?.destroy();
    this.coverage?.stop();
    this.watermark?.stop();
  }

  play() {
    return this.video.play().catch(() => this.#failedIfBroken());
  }

  pause() {
    this.video.pause();
  }

  toggle() {
    if (this.video.paused || this.video.ended) this.play();
    else this.pause();
  }

  seek(seconds) {
    const aim = this.source.reachable(seconds);
    this.video.currentTime = aim;
    if (this.source.growing && aim < Math.min(seconds, this.duration)) this.note(this.words.not_yet);
    this.#wake();
  }

  step(frames) {
    stepFrame(this.video, this.dataset.fps, frames, this.frames.reported);
    this.#wake();
  }

  changeRate(direction) {
    const now = RATES.indexOf(this.video.playbackRate);
    const next = RATES[Math.min(Math.max((now < 0 ? 3 : now) + direction, 0), RATES.length - 1)];
    this.video.playbackRate = next;
  }

  changeVolume(by) {
    this.video.muted = false;
    this.video.volume = Math.min(Math.max(this.video.volume + by, 0), 1);
  }

  toggleMute() {
    this.video.muted = !this.video.muted;
  }

  toggleCaptions() {
    this.captions.toggle();
    this.#wake();
  }

  toggleFullscreen() {
    if (document.fullscreenElement === this) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen();
    // An iPhone shows the bare video in full screen, without the name over it: there the player fills the page.
    else if (this.dataset.watermark) this.controls.showState(this.video, this.classList.toggle("film-player--filling"));
    else this.video.webkitEnterFullscreen?.();
  }

  toggleKeys() {
    this.controls.keys.hidden = !this.controls.keys.hidden;
    if (!this.controls.keys.hidden) this.controls.keys.querySelector("button").focus();
    else this.focus();
  }

  get duration() {
    return this.source.duration;
  }

  /** Places on the bar that somebody wrote about: list of {second, text}. */
  setMarks(marks) {
    this.marks = marks;
    drawMarks(this, marks);
  }

  /** More of the film has come. */
  grown() {
    const { growing, edge } = this.source;
    this.controls.there.hidden = !growing;
    this.controls.there.value = this.duration ? edge / this.duration : 0;
    this.showTime();
  }

  holdPicture() {
    return holdPicture(this);
  }

  tell(text) {
    this.controls.message.textContent = text ?? "";
    this.controls.message.hidden = !text;
  }

  #failedIfBroken() {
    if (this.video.error) this.tell(this.words.failed);
  }

  /** A sentence that leaves the picture free, and goes by itself. */
  note(text, stays = NOTE_STAYS_MS) {
    clearTimeout(this.noteTimer);
    this.controls.note.textContent = text ?? "";
    this.controls.note.hidden = !text;
    if (text && stays) this.noteTimer = setTimeout(() => this.note(""), stays);
  }

  #listen() {
    const { video } = this;
    const { bar, seek, time } = this.controls;
    this.addEventListener("keydown", (event) => onKey(this, event));
    this.addEventListener("pointermove", () => this.#wake());
    this.addEventListener("focusin", () => this.#wake());
    video.addEventListener("click", () => this.toggle());
    video.addEventListener("dblclick", () => this.toggleFullscreen());
    video.addEventListener("error", () => video.error && !this.source.usesScript && this.tell(this.words.failed));
    ["loadeddata", "playing", "canplay"].forEach((name) => video.addEventListener(name, () => this.tell("")));
    video.addEventListener("loadedmetadata", () => this.#shape());
    video.addEventListener("durationchange", () => this.marks && drawMarks(this, this.marks));
    this.showTime = () => {
      seek.max = String(this.duration || 0);
      if (!seek.matches(":active")) seek.value = String(video.currentTime);
      const form = (this.source.growing && this.words.of_ready) || this.words.of || "{time} / {total}";
      const facts = { time: video.currentTime, total: this.duration, ready: this.source.edge };
      seek.setAttribute("aria-valuetext", form.replace(/\{(\w+)\}/g, (_whole, name) => clock(facts[name])));
      time.textContent = `${clock(video.currentTime)} / ${clock(this.duration)}`;
      this.controls.played.value = this.duration ? video.currentTime / this.duration : 0;
      this.dispatchEvent(new CustomEvent("film-progress", {
        bubbles: true, detail: { time: video.currentTime, duration: this.duration, watched: this.coverage?.share ?? null },
      }));
    };
    ["timeupdate", "durationchange", "seeked", "loadedmetadata"].forEach((name) => video.addEventListener(name, this.showTime));
    const showState = () => {
      this.dataset.state = video.paused ? "paused" : "playing";
      this.controls.showState(video, document.fullscreenElement === this);
      this.#wake();
    };
    ["play", "pause", "ended", "volumechange", "ratechange"].forEach((name) => video.addEventListener(name, showState));
    video.addEventListener("waiting", () => {
      this.dataset.waiting = "yes";
      if (this.source.waitsAtEdge && !video.paused) this.note(this.words.growing, 0);
    });
    ["playing", "canplay", "seeked"].forEach((name) => video.addEventListener(name, () => delete this.dataset.waiting));
    video.addEventListener("playing", () => this.note(""));
    document.addEventListener("fullscreenchange", showState);
    seek.addEventListener("change", this.showTime);
    bar.addEventListener("pointerenter", () => clearTimeout(this.sleepTimer));
    this.showTime();
    showState();
  }

  /** The controls stay while the film rests or somebody is in them, and leave the picture alone otherwise. */
  #wake() {
    this.dataset.controls = "shown";
    clearTimeout(this.sleepTimer);
    this.sleepTimer = setTimeout(() => {
      const inUse = this.controls.bar.matches(":hover, :has(:focus-visible)") || !this.controls.keys.hidden;
      if (!this.video.paused && !inUse) this.dataset.controls = "asleep";
    }, HIDE_AFTER_MS);
  }

  #shape() {
    const width = this.video.videoWidth || Number(this.dataset.width);
    const height = this.video.videoHeight || Number(this.dataset.height);
    this.classList.toggle("film-player--vertical", height > width);
  }
}

if (!customElements.get("film-player")) customElements.define("film-player", FilmPlayer);
