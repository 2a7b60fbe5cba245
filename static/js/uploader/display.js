// The uploader's face: shows one of its states, numbers and sentences. It knows nothing of tus.
import { bytes, timeLeft } from "./units.js";

const SVG = "http://www.w3.org/2000/svg";
const ANNOUNCE_STEP = 10;

export class Display {
  constructor(root) {
    this.root = root;
    const find = (name) => root.querySelector(`[data-${name}]`);
    this.drop = find("drop");
    this.file = find("file");
    this.parts = {
      look: find("look"), run: find("run"), begin: find("begin"), chooseAgain: find("choose-again"), pause: find("pause"),
      goOn: find("go-on"), cancel: find("cancel"), bar: find("bar"), percent: find("percent"), bytes: find("bytes"),
      speed: find("speed"), left: find("left"), stateText: find("state-text"), problem: find("problem"),
      problemText: find("problem-text"), announce: find("announce"), fileName: find("file-name"), about: find("about"),
      fileFacts: find("file-facts"), findings: find("first-look"),
    };
    this.texts = Object.fromEntries(
      [...root.querySelector("template[data-texts]").content.querySelectorAll("[data-text]")].map((text) => [
        text.dataset.text,
        text.textContent.trim(),
      ]),
    );
    this.announced = 0;
  }

  /** idle, looking, looked, uploading, paused, cancelling, done */
  show(state) {
    const { parts } = this;
    this.root.dataset.state = state;
    this.drop.hidden = state !== "idle";
    parts.about.hidden = state === "idle";
    parts.look.hidden = !["looked", "looking"].includes(state);
    parts.chooseAgain.hidden = state === "looking";
    parts.run.hidden = !["uploading", "paused", "cancelling", "done"].includes(state);
    parts.pause.hidden = state !== "uploading";
    parts.goOn.hidden = state !== "paused";
    parts.cancel.hidden = !["uploading", "paused"].includes(state);
    if (state === "looked") parts.look.querySelector("button:not([hidden])")?.focus();
    if (state === "paused" && document.activeElement === document.body) parts.goOn.focus();
  }

  state(key) {
    const text = this.texts[key] ?? "";
    if (this.parts.stateText.textContent === text) return;
    this.parts.stateText.textContent = text;
    if (["paused", "offline", "retrying", "busy", "done"].includes(key)) this.say(text);
  }

  say(text) {
    this.parts.announce.textContent = text;
  }

  problem(text) {
    this.parts.problemText.textContent = text;
    this.parts.problem.hidden = !text;
  }

  about(name, facts) {
    this.parts.fileName.textContent = name;
    this.parts.fileFacts.replaceChildren(
      ...facts.filter(([, value]) => value).map(([label, value]) => {
        const row = document.createElement("div");
        const [term, detail] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = label;
        detail.textContent = value;
        row.append(term, detail);
        return row;
      }),
    );
  }

  findings(list) {
    const sprite = this.root.querySelector("use").getAttribute("href").split("#")[0];
    this.parts.findings.replaceChildren(...list.map(({ severity, text }) => this.#finding(sprite, severity, text)));
  }

  #finding(sprite, severity, text) {
    const item = document.createElement("li");
    item.className = "finding";
    item.dataset.severity = severity;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `${sprite}#${severity === "blocks" ? "block" : "warning"}`);
    svg.append(use);
    const words = document.createElement("p");
    const kind = document.createElement("span");
    kind.className = "finding__kind";
    kind.textContent = this.texts[severity];
    words.append(kind, ` ${text}`);
    item.append(svg, words);
    return item;
  }

  progress(done, total, perSecond) {
    const { parts, texts } = this;
    const percent = total ? Math.floor((done * 100) / total) : 0;
    parts.bar.value = total ? (done * 100) / total : 0;
    parts.percent.textContent = `${percent} %`;
    parts.bytes.textContent = texts.bytes.replace("{done}", bytes(done)).replace("{total}", bytes(total));
    parts.speed.textContent = perSecond ? texts.speed.replace("{speed}", bytes(perSecond)) : "";
    parts.left.textContent = perSecond && done < total ? texts.left.replace("{time}", timeLeft((total - done) / perSecond)) : "";
    const step = Math.floor(percent / ANNOUNCE_STEP) * ANNOUNCE_STEP;
    if (step > this.announced) this.say(texts.announce.replace("{percent}", String(step)));
    this.announced = Math.max(step, this.announced);
  }
}
