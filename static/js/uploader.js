// Resumable upload of one film: first look, then tus in pieces of the size that the server names.
// The markup and every word come from templates/components/uploader.html.
import { Upload } from "tus-js-client";

import { each } from "./each.js";
import { firstLook, isSameFile } from "./uploader/first-look.js";
import { bytes, pixels, runningTime } from "./uploader/units.js";
import { Display } from "./uploader/display.js";
import { Rate } from "./uploader/rate.js";

const RETRY_MS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000];
const BUSY_WAIT_MS = 8000;

class Uploader {
  constructor(root) {
    this.root = root;
    this.display = new Display(root);
    this.rules = JSON.parse(root.dataset.rules || "{}");
    this.resume = root.dataset.resumeUrl
      ? { url: root.dataset.resumeUrl, name: root.dataset.resumeName, size: Number(root.dataset.resumeSize) }
      : null;
    this.#listen();
    this.display.show("idle");
  }

  #listen() {
    const { drop, file, parts } = this.display;
    file.addEventListener("change", () => file.files[0] && this.look(file.files[0]));
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset.over = "yes";
    });
    drop.addEventListener("dragleave", () => delete drop.dataset.over);
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      if (event.dataTransfer.files[0]) this.look(event.dataTransfer.files[0]);
    });
    parts.begin.addEventListener("click", () => this.begin());
    parts.chooseAgain.addEventListener("click", () => this.again());
    parts.pause.addEventListener("click", () => this.pause());
    parts.goOn.addEventListener("click", () => this.goOn());
    parts.cancel.addEventListener("click", () => this.cancel());
    addEventListener("beforeunload", (event) => this.moving && event.preventDefault());
    document.addEventListener("visibilitychange", () => this.moving && this.#stayAwake());
  }

  get moving() {
    return this.root.dataset.state === "uploading";
  }

  again() {
    this.display.file.value = "";
    this.display.problem("");
    this.display.show("idle");
    this.display.file.focus();
  }

  async look(file) {
    this.file = file;
    this.display.problem("");
    this.display.show("looking");
    this.display.state("preparing");
    const { facts, findings } = await firstLook(file, this.rules, this.display.texts);
    this.facts = facts;
    if (this.resume && !isSameFile(file, this.resume)) {
      findings.push({ severity: "warns", text: this.display.texts.not_same });
    }
    this.display.about(file.name, [
      [this.display.texts.size, bytes(file.size)],
      [this.display.texts.duration, facts.duration ? runningTime(facts.duration) : ""],
      [this.display.texts.picture, facts.width ? pixels(facts.width, facts.height) : ""],
    ]);
    this.display.findings(findings);
    const blocked = findings.some(({ severity }) => severity === "blocks");
    this.display.parts.begin.hidden = blocked;
    if (findings.length) this.display.show("looked");
    else this.begin();
  }

  async begin() {
    this.display.show("uploading");
    this.display.state("uploading");
    const same = this.resume && isSameFile(this.file, this.resume);
    const place = same ? { upload_url: this.resume.url, chunk_size: this.rules.chunk_size } : await this.#announce();
    if (place) this.#send(place);
  }

  /** Tells the server what is coming; it answers with an address, or says why it cannot take the film. */
  async #announce() {
    const { file, facts } = this;
    const body = {
      filename: file.name, size: file.size, type: file.type, duration: facts.duration, width: facts.width,
      height: facts.height, last_modified: file.lastModified,
    };
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.root.dataset.csrf };
    const answer = await fetch(this.root.dataset.beginUrl, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    const found = (await answer?.json().catch(() => null)) ?? {};
    if (answer?.status === 201 && found.upload_url) return found;
    this.display.parts.begin.hidden = Boolean(answer && answer.status < 500);
    this.display.show("looked");
    this.display.problem(found.detail || found.title || (answer ? this.display.texts.refused : this.display.texts.failed));
    return null;
  }

  #send({ upload_url: uploadUrl, chunk_size: chunkSize }) {
    this.rate = new Rate();
    // Should it break for good, the same file goes on where it stopped.
    this.resume = { url: uploadUrl, name: this.file.name, size: this.file.size };
    this.upload = new Upload(this.file, {
      uploadUrl,
      chunkSize: chunkSize || 32 * 1024 * 1024,
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => this.#mayRetry(error),
      onProgress: (done, total) => this.#progress(done, total),
      onSuccess: () => this.#finished(),
      onError: (error) => this.#broken(error),
    });
    this.upload.start();
    this.#stayAwake();
  }

  #mayRetry(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (status === 423) this.display.state("busy");
    else if (!navigator.onLine) this.display.state("offline");
    else this.display.state("retrying");
    return status === 0 || status === 409 || status === 423 || status === 460 || status >= 500;
  }

  #progress(done, total) {
    if (!this.moving) return;
    this.rate.add(done);
    this.display.progress(done, total, this.rate.perSecond);
    this.display.state("uploading");
  }

  #broken(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (!navigator.onLine) {
      this.display.state("offline");
      addEventListener("online", () => this.moving && this.upload.start(), { once: true });
    } else if (status === 423) {
      this.display.state("busy");
      setTimeout(() => this.moving && this.upload.start(), BUSY_WAIT_MS);
    } else {
      this.#stop(status, error);
    }
  }

  #stop(status, error) {
    this.#sleep();
    const { texts } = this.display;
    let sentence = status === 404 || status === 410 ? texts.gone : texts.failed;
    try {
      const problem = JSON.parse(error.originalResponse?.getBody() ?? "");
      sentence = problem.detail || problem.title || sentence;
    } catch {
      // No sentence from the server: ours stands.
    }
    if (status === 404 || status === 410) this.resume = null;
    this.display.problem(sentence);
    this.display.show(status === 404 || status === 410 || (status >= 400 && status < 500) ? "idle" : "paused");
  }

  async pause() {
    await this.upload?.abort();
    this.display.show("paused");
    this.display.state("paused");
    this.#sleep();
  }

  goOn() {
    this.display.problem("");
    this.display.show("uploading");
    this.display.state("uploading");
    this.rate = new Rate();
    this.upload.start();
    this.#stayAwake();
  }

  async cancel() {
    if (!confirm(this.display.texts.confirm_cancel)) return;
    this.display.show("cancelling");
    await this.upload?.abort(true).catch(() => null);
    this.#sleep();
    this.resume = null;
    this.root.querySelector("[data-resume]")?.remove();
    this.display.say(this.display.texts.cancelled);
    this.again();
  }

  #finished() {
    this.display.progress(this.file.size, this.file.size, 0);
    this.display.show("done");
    this.display.state("done");
    this.#sleep();
    if (this.root.dataset.doneUrl) location.assign(this.root.dataset.doneUrl);
  }

  async #stayAwake() {
    if (document.visibilityState !== "visible" || this.lock) return;
    this.lock = await navigator.wakeLock?.request("screen").catch(() => null);
    this.lock?.addEventListener("release", () => (this.lock = null));
  }

  #sleep() {
    this.lock?.release();
    this.lock = null;
  }
}

export const attachUploaders = (root) => each(root, "[data-uploader]", (section) => new Uploader(section));
