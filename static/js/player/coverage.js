// Which seconds were really watched: spans of normal playing, merged, sent every ten seconds and on leaving.

const SEND_EVERY_MS = 10000;
const LONGEST_TICK_S = 2;

/** Adds [from, to] to sorted, disjoint spans; touching spans (to half a second) become one. */
export function addSpan(spans, from, to) {
  const merged = [];
  let [start, end] = [from, to];
  for (const [a, b] of spans) {
    if (b < start - 0.5) merged.push([a, b]);
    else if (a > end + 0.5) merged.push([a, b]);
    else [start, end] = [Math.min(a, start), Math.max(b, end)];
  }
  merged.push([start, end]);
  return merged.sort((one, other) => one[0] - other[0]);
}

export class Coverage {
  constructor(player) {
    this.player = player;
    this.spans = [];
    this.unsent = [];
    this.last = null;
    this.url = player.dataset.coverageUrl;
    const { video } = player;
    video.addEventListener("timeupdate", () => this.#tick(video));
    ["pause", "ended"].forEach((name) => video.addEventListener(name, () => { this.#tick(video); this.send(); }));
    video.addEventListener("playing", () => (this.last = video.currentTime));
    video.addEventListener("seeking", () => (this.last = null));
    this.timer = setInterval(() => this.send(), SEND_EVERY_MS);
    this.leave = () => document.visibilityState === "hidden" && this.send();
    document.addEventListener("visibilitychange", this.leave);
  }

  get share() {
    const watched = this.spans.reduce((sum, [from, to]) => sum + to - from, 0);
    return this.player.duration ? Math.min(1, watched / this.player.duration) : 0;
  }

  #tick(video) {
    const now = video.currentTime;
    const step = now - this.last;
    if (this.last !== null && step > 0 && step <= LONGEST_TICK_S * Math.max(1, video.playbackRate)) {
      this.spans = addSpan(this.spans, this.last, now);
      this.unsent = addSpan(this.unsent, this.last, now);
    }
    this.last = video.paused ? null : now;
  }

  async send() {
    if (!this.unsent.length) return;
    const spans = this.unsent.map((span) => span.map((second) => Math.round(second * 100) / 100));
    this.unsent = [];
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["x-csrftoken"] ?? "";
    const body = JSON.stringify({ spans, duration: this.player.duration });
    const options = { method: "POST", body, keepalive: true, headers: { "Content-Type": "application/json", "X-CSRFToken": token } };
    const answer = await fetch(this.url, options).catch(() => null);
    if (answer?.ok) this.player.dispatchEvent(new CustomEvent("film-watched", { bubbles: true, detail: await answer.json().catch(() => ({})) }));
    if (!answer || answer.status >= 500) spans.forEach(([from, to]) => (this.unsent = addSpan(this.unsent, from, to)));
  }

  stop() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.leave);
    this.send();
  }
}
