// Subtitles, drawn by ourselves over the picture: the browser's own ignore the bar, the phone and Chinese line breaks.
// One or two languages at once. iPhones play full screen in their own player and draw there themselves.
import { chosenAtFirst, choicesOf, nextAfterToggle } from "./tracks.js";

const MEMORY = "captions";

export class Captions {
  constructor(player) {
    this.player = player;
    this.video = player.video;
    const elements = [...this.video.querySelectorAll("track")];
    this.tracks = elements.map((element) => ({ text: element.track, lang: element.srclang, label: element.label, byDefault: element.default }));
    this.choices = choicesOf(this.tracks);
    this.box = document.createElement("div");
    this.box.className = "film-player__captions";
    this.box.hidden = true;
    player.append(this.box);
    // What the reader chose in the last film, in any of the languages that this one has.
    this.last = nextAfterToggle(this.choices, this.#remembered(), document.documentElement.lang);
    this.onchange = () => {};
    this.tracks.forEach(({ text }) => text.addEventListener("cuechange", () => this.#draw()));
    elements.forEach((element) => element.addEventListener("load", () => this.#draw()));
    if (this.tracks.length) new ResizeObserver(() => this.#fit()).observe(this.video);
    this.video.addEventListener("loadedmetadata", () => this.#fit());
    this.video.addEventListener("webkitbeginfullscreen", () => this.#apply("showing"));
    this.video.addEventListener("webkitendfullscreen", () => this.#apply());
    this.choose(chosenAtFirst(this.choices, this.tracks, this.#remembered()), { remember: false });
  }

  /** The value of one of `choices`; an empty one is off. */
  choose(value, { remember = true } = {}) {
    this.value = value;
    if (value) this.last = value;
    const choice = this.choices.find((found) => found.value === value);
    this.shown = choice ? choice.tracks.map((place) => this.tracks[place]) : [];
    if (remember) this.#remember(choice ? choice.langs : "off");
    this.#apply();
    this.onchange(value);
  }

  toggle() {
    if (this.tracks.length) this.choose(this.value ? "" : this.last);
  }

  #apply(mode = "hidden") {
    // Hidden tracks load and keep time, and draw nothing by themselves.
    this.tracks.forEach((track) => (track.text.mode = this.shown.includes(track) ? mode : "disabled"));
    this.#draw();
  }

  #draw() {
    const lines = this.shown.flatMap((track) =>
      [...(track.text.activeCues ?? [])].map((cue) => {
        const line = document.createElement("p");
        line.className = "film-player__cue";
        line.lang = track.lang;
        line.dir = "auto";
        line.dataset.place = isHigh(cue) ? "top" : "bottom";
        line.dataset.align = ["start", "left"].includes(cue.align) ? "start" : ["end", "right"].includes(cue.align) ? "end" : "center";
        const text = document.createElement("span");
        text.append(cue.getCueAsHTML());
        line.append(text);
        return line;
      }),
    );
    this.box.replaceChildren(...lines);
    this.box.hidden = !lines.length;
  }

  /** The box lies on the picture, not on the black beside it; sizes of letters follow the picture's. */
  #fit() {
    const { video } = this;
    const width = video.videoWidth || Number(this.player.dataset.width) || 16;
    const height = video.videoHeight || Number(this.player.dataset.height) || 9;
    const scale = Math.min(video.clientWidth / width, video.clientHeight / height);
    const [wide, high] = [width * scale, height * scale];
    Object.assign(this.box.style, {
      left: `${video.offsetLeft + (video.clientWidth - wide) / 2}px`,
      top: `${video.offsetTop + (video.clientHeight - high) / 2}px`,
      width: `${wide}px`,
      height: `${high}px`,
    });
  }

  #remembered() {
    try {
      return localStorage.getItem(MEMORY) ?? "";
    } catch {
      return "";
    }
  }

  #remember(langs) {
    try {
      localStorage.setItem(MEMORY, langs);
    } catch {
      // A browser that keeps nothing still shows what was chosen.
    }
  }
}

/** Where its author put it: lines count from the top, or from the bottom when negative. */
function isHigh(cue) {
  if (cue.line === "auto") return false;
  return cue.snapToLines ? cue.line >= 0 && cue.line < 8 : cue.line < 50;
}
