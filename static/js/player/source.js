// Where the film comes from: HLS by hls.js, else by the browser. The film may still be growing while it is watched.
import Hls from "hls.js/light";

import { clampTo, isAtEdge, sizesIn } from "./growth.js";

/** Fetched ahead in seconds: before anybody has pressed play, at first, and for who stays or has a slow line. */
const [AT_REST_S, AT_FIRST_S, FOR_THE_FILM_S] = [1, 12, 30];
const STAYS_AFTER_S = 60;
const PATIENCE_MS = 4000;
const MOST_REPAIRS = 5;
const LOOK_FOR_SIZES_MS = 20000;
const RESTS_AFTER_MS = 800;
const WAITS_AT_THE_EDGE_MS = 3000;
const MEASURED_TO_S = 0.5;
/** What the projection window says when this person has nothing more to watch here, and the word for it. */
const REFUSALS = { 401: "refused", 403: "refused", 409: "refused", 410: "expired" };

export class Source {
  #hls = null;
  #details = null;
  #known = "";
  #better = false;
  #repairs = 0;
  #stopped = false;
  #stalled = false;

  constructor(player) {
    this.player = player;
    this.video = player.video;
    this.total = Number(player.dataset.duration) || 0;
    this.unfinished = "unfinished" in player.dataset;
    this.video.addEventListener("playing", () => (this.#repairs = 0));
    this.video.addEventListener("waiting", () => (this.#stalled ||= !this.video.seeking && !this.waitsAtEdge));
    for (const name of ["play", "waiting", "progress"]) this.video.addEventListener(name, () => this.#fetchAhead());
    for (const name of ["progress", "durationchange"]) this.video.addEventListener(name, () => player.grown());
    this.video.addEventListener("ended", () => this.growing && this.#waitForMore());
    if (this.unfinished) this.#watchForSizes();
  }

  /** The encoder still runs: what there is ends before the film does. */
  get growing() {
    if (this.#details) return this.#details.live;
    const { duration } = this.video;
    // Safari calls such a film endless, Chromium gives the length of what is there.
    return duration === Infinity || (this.unfinished && duration < this.total - MEASURED_TO_S);
  }

  /** How far one can go at this moment, in seconds. */
  get edge() {
    if (this.#details) return this.#details.edge;
    const { seekable } = this.video;
    return seekable.length ? seekable.end(seekable.length - 1) : 0;
  }

  /** The whole film's length, also while only a part of it is there. */
  get duration() {
    if (this.growing) return Math.max(this.total, this.edge);
    return Number.isFinite(this.video.duration) ? this.video.duration : this.total;
  }

  /** Faults of the browser's own loading are told by the video element, those of hls.js come here first. */
  get usesScript() {
    return this.#hls !== null;
  }

  get waitsAtEdge() {
    return this.growing && isAtEdge(this.video.currentTime, this.edge);
  }

  /** The nearest moment to this one that is there already. */
  reachable(seconds) {
    return clampTo(seconds, this.growing ? this.edge : Infinity, this.duration || Infinity);
  }

  load(at = 0) {
    const { src } = this.player.dataset;
    if (!src || this.#stopped) return;
    if (!Hls.isSupported()) return this.#loadNatively(src, at);
    if (!this.#hls) {
      this.video.querySelectorAll("source").forEach((element) => element.remove());
      this.video.removeAttribute("src");
      this.video.load();
    }
    this.#hls?.destroy();
    this.#details = null;
    this.#hls = new Hls({
      workerPath: this.player.dataset.worker || null,
      capLevelToPlayerSize: true,
      maxBufferLength: this.#ahead,
      maxMaxBufferLength: this.#ahead,
      backBufferLength: 60,
      // A playlist without an end would be begun near its end, as a live one. Should hls.js ever think that the
      // viewer fell out of it, one segment is the most that is repeated.
      startPosition: at,
      liveSyncDurationCount: 1,
    });
    this.#hls.on(Hls.Events.ERROR, (_name, problem) => this.#mend(problem));
    for (const event of [Hls.Events.LEVEL_LOADED, Hls.Events.LEVEL_UPDATED]) this.#hls.on(event, (_name, { details }) => this.#grown(details));
    this.#hls.loadSource(src);
    this.#hls.attachMedia(this.video);
  }

  /**
   * Little at first, so that a page that was opened or a film that was tried is not logged as watched, and never more
   * than half a minute, so that who loses the film loses it soon. (hls.js would fill 60 MB.)
   */
  get #ahead() {
    const { played } = this.video;
    if (this.#stalled) return FOR_THE_FILM_S;
    const seconds = [...Array(played.length).keys()].reduce((sum, n) => sum + played.end(n) - played.start(n), 0);
    if (seconds > STAYS_AFTER_S) return FOR_THE_FILM_S;
    return this.video.paused && seconds === 0 ? AT_REST_S : AT_FIRST_S;
  }

  #fetchAhead() {
    if (this.#hls) Object.assign(this.#hls.config, { maxBufferLength: this.#ahead, maxMaxBufferLength: this.#ahead });
  }

  /** Nothing more comes, and what was fetched ahead is dropped. */
  stop() {
    this.#stopped = true;
    clearInterval(this.timer);
    this.video.pause();
    this.#hls?.destroy();
    this.#hls = null;
  }

  destroy() {
    clearInterval(this.timer);
    this.#hls?.destroy();
  }

  #loadNatively(src, at) {
    if (!this.video.canPlayType("application/vnd.apple.mpegurl")) return;
    this.video.src = src;
    // A browser may take an endless playlist for a broadcast and begin at its end, whatever the playlist asks for.
    this.video.addEventListener("loadedmetadata", () => (this.video.currentTime = at), { once: true });
  }

  /** A browser that does not read a growing playlist again takes its edge for the film's end. */
  #waitForMore() {
    this.player.note(this.player.words.growing, 0);
    setTimeout(() => this.video.ended && this.#again({ playing: true }), WAITS_AT_THE_EDGE_MS);
  }

  #grown(details) {
    this.#details = details;
    this.player.grown();
  }

  #mend(problem) {
    const word = REFUSALS[problem.response?.code];
    if (word) {
      this.stop();
      return this.player.tell(this.player.words[word]);
    }
    if (!problem.fatal) return;
    this.#repairs += 1;
    if (this.#repairs > MOST_REPAIRS) return this.player.tell(this.player.words.failed);
    this.player.tell(this.player.words.retrying);
    const wait = Math.min(1000 * this.#repairs, PATIENCE_MS);
    // A playlist or segment that is gone: the workshop began this size anew, and the master playlist knows where.
    const gone = problem.response?.code === 404;
    if (problem.type === Hls.ErrorTypes.MEDIA_ERROR) this.#hls.recoverMediaError();
    else if (gone || problem.details === Hls.ErrorDetails.MANIFEST_LOAD_ERROR) setTimeout(() => this.#again(), wait);
    else setTimeout(() => this.#hls?.startLoad(), wait);
  }

  // Better sizes come while somebody watches. hls.js cannot add a size to what it plays, so the source is loaded anew
  // where that disturbs nobody: when the film rests, or jumps to a place that must be fetched anyway.

  #watchForSizes() {
    this.#lookForSizes();
    this.timer = setInterval(() => this.#lookForSizes(), Number(this.player.dataset.lookEvery) || LOOK_FOR_SIZES_MS);
    this.video.addEventListener("pause", () => setTimeout(() => this.video.paused && this.#takeBetter(), RESTS_AFTER_MS));
    this.video.addEventListener("seeking", () => !this.#isBuffered(this.video.currentTime) && this.#takeBetter());
  }

  async #lookForSizes() {
    const answer = await fetch(this.player.dataset.src, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    const sizes = sizesIn(await answer.text());
    this.#better ||= this.#known !== "" && sizes !== this.#known;
    this.#known = sizes;
    if (answer.headers.get("X-More-Sizes") !== "yes") {
      this.unfinished = false;
      clearInterval(this.timer);
    }
    if (this.video.paused) this.#takeBetter();
  }

  #takeBetter() {
    if (!this.#better || this.#stopped || this.video.ended) return;
    this.#better = false;
    this.#again();
  }

  /** Load anew and go on in the same place, at the same speed; the picture stands still meanwhile. */
  #again({ playing = !this.video.paused } = {}) {
    const { video } = this;
    const [at, rate] = [video.currentTime, video.playbackRate];
    const release = this.player.holdPicture();
    video.addEventListener("loadeddata", () => release(), { once: true });
    video.defaultPlaybackRate = rate;
    this.load(at);
    if (playing) this.player.play();
  }

  #isBuffered(seconds) {
    const { buffered } = this.video;
    return [...Array(buffered.length).keys()].some((n) => buffered.start(n) <= seconds && seconds < buffered.end(n));
  }
}
