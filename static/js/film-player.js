// <film-player>: own controls over the native <video>, HLS through hls.js/light. Without scripts the <video controls> inside plays.
import Hls from "hls.js/light";

import { Coverage } from "./player/coverage.js";
import { raiseCaptions } from "./player/captions.js";
import { buildControls } from "./player/controls.js";
import { stepFrame, watchFrames } from "./player/frames.js";
import { onKey } from "./player/keys.js";
import { attachStoryboard } from "./player/storyboard.js";
import { clock } from "./player/clock.js";

const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];
const HIDE_AFTER_MS = 2800;
const START_PATIENCE_MS = 4000;

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
    raiseCaptions(this.video);
    this.frames = watchFrames(this.video);
    this.controls = buildControls(this);
    this.append(this.controls.bar, this.controls.message, this.controls.keys);
    this.#listen();
    attachStoryboard(this, this.controls.seek, this.controls.preview);
    this.#shape();
    if (this.dataset.coverageUrl) this.coverage = new Coverage(this);
    this.#load();
  }

  disconnectedCallback() {
    this.hls?.destroy();
    this.coverage?.stop();
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
    const end = this.duration || Infinity;
    this.video.currentTime = Math.min(Math.max(0, seconds), end);
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
    const track = this.video.textTracks[0];
    if (!track) return;
    track.mode = track.mode === "showing" ? "hidden" : "showing";
    this.controls.captions.setAttribute("aria-pressed", String(track.mode === "showing"));
  }

  toggleFullscreen() {
    if (document.fullscreenElement === this) document.exitFullscreen();
    else if (this.requestFullscreen) this.requestFullscreen();
    else this.video.webkitEnterFullscreen?.();
  }

  toggleKeys() {
    this.controls.keys.hidden = !this.controls.keys.hidden;
    if (!this.controls.keys.hidden) this.controls.keys.querySelector("button").focus();
    else this.focus();
  }

  get duration() {
    return Number.isFinite(this.video.duration) ? this.video.duration : 0;
  }

  #load() {
    const source = this.dataset.src;
    if (!source) return;
    if (!Hls.isSupported()) {
      if (this.video.canPlayType("application/vnd.apple.mpegurl")) this.video.src = source;
      return;
    }
    this.video.querySelectorAll("source").forEach((element) => element.remove());
    this.video.removeAttribute("src");
    this.video.load();
    this.hls = new Hls({ workerPath: this.dataset.worker || null, capLevelToPlayerSize: true, maxBufferLength: 40, backBufferLength: 60 });
    this.hls.on(Hls.Events.ERROR, (_name, problem) => this.#mend(problem));
    this.hls.loadSource(source);
    this.hls.attachMedia(this.video);
  }

  #mend(problem) {
    if (!problem.fatal) return;
    this.repairs = (this.repairs ?? 0) + 1;
    if (this.repairs > 5) return this.#tell(this.words.failed);
    this.#tell(this.words.retrying);
    const wait = Math.min(1000 * this.repairs, START_PATIENCE_MS);
    if (problem.type === Hls.ErrorTypes.MEDIA_ERROR) this.hls.recoverMediaError();
    else if (problem.details === Hls.ErrorDetails.MANIFEST_LOAD_ERROR) setTimeout(() => this.hls.loadSource(this.dataset.src), wait);
    else setTimeout(() => this.hls.startLoad(), wait);
  }

  #failedIfBroken() {
    if (this.video.error) this.#tell(this.words.failed);
  }

  #tell(text) {
    this.controls.message.textContent = text ?? "";
    this.controls.message.hidden = !text;
  }

  #listen() {
    const { video } = this;
    const { bar, seek, time } = this.controls;
    this.addEventListener("keydown", (event) => onKey(this, event));
    this.addEventListener("pointermove", () => this.#wake());
    this.addEventListener("focusin", () => this.#wake());
    video.addEventListener("click", () => this.toggle());
    video.addEventListener("dblclick", () => this.toggleFullscreen());
    video.addEventListener("error", () => !this.hls && this.#tell(this.words.failed));
    video.addEventListener("loadeddata", () => this.#tell(""));
    video.addEventListener("loadedmetadata", () => this.#shape());
    const showTime = () => {
      seek.max = String(this.duration || 0);
      if (!seek.matches(":active")) seek.value = String(video.currentTime);
      const text = (this.words.of ?? "{time} / {total}").replace("{time}", clock(video.currentTime)).replace("{total}", clock(this.duration));
      seek.setAttribute("aria-valuetext", text);
      time.textContent = `${clock(video.currentTime)} / ${clock(this.duration)}`;
      this.controls.played.value = this.duration ? video.currentTime / this.duration : 0;
      this.dispatchEvent(new CustomEvent("film-progress", {
        bubbles: true, detail: { time: video.currentTime, duration: this.duration, watched: this.coverage?.share ?? null },
      }));
    };
    ["timeupdate", "durationchange", "seeked", "loadedmetadata"].forEach((name) => video.addEventListener(name, showTime));
    const showState = () => {
      this.dataset.state = video.paused ? "paused" : "playing";
      this.controls.showState(video, document.fullscreenElement === this);
      this.#wake();
    };
    ["play", "pause", "ended", "volumechange", "ratechange"].forEach((name) => video.addEventListener(name, showState));
    video.addEventListener("waiting", () => (this.dataset.waiting = "yes"));
    ["playing", "canplay", "seeked"].forEach((name) => video.addEventListener(name, () => delete this.dataset.waiting));
    document.addEventListener("fullscreenchange", showState);
    bar.addEventListener("pointerenter", () => clearTimeout(this.sleepTimer));
    showTime();
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
