// What the browser can see of a film before the first byte is sent. All findings at once; the server decides later.
import { bytes, pixels, runningTime } from "./units.js";

const PATIENCE_MS = 6000;

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");

/** Duration and picture size by a <video> on an object URL; empty when this browser cannot read the file. */
export function readFacts(file) {
  return new Promise((resolve) => {
    const video = document.createElement("video");
    const url = URL.createObjectURL(file);
    const done = (facts) => {
      clearTimeout(timer);
      video.onerror = video.onloadedmetadata = null;
      video.removeAttribute("src");
      video.load();
      URL.revokeObjectURL(url);
      resolve(facts);
    };
    const timer = setTimeout(() => done({}), PATIENCE_MS);
    video.preload = "metadata";
    video.muted = true;
    video.onloadedmetadata = () =>
      done({ duration: Number.isFinite(video.duration) ? video.duration : null, width: video.videoWidth || null, height: video.videoHeight || null });
    video.onerror = () => done({});
    video.src = url;
  });
}

/** Findings as {severity, text}: what can be known for sure blocks, what only the server can measure warns. */
export function judge(file, facts, rules, texts) {
  const findings = [];
  const add = (severity, key, values = {}) => findings.push({ severity, text: fill(texts[key] ?? key, values) });
  const extension = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (file.size === 0) add("blocks", "empty");
  if (rules.max_bytes && file.size > rules.max_bytes) add("blocks", "too_large", { value: bytes(file.size), limit: bytes(rules.max_bytes) });
  if (rules.extensions?.length && !rules.extensions.includes(extension)) {
    add("blocks", "extension", { value: file.name, limit: rules.extensions.join(", ") });
  }
  if (facts.duration && rules.max_seconds && facts.duration > rules.max_seconds + 0.5) {
    add("blocks", "too_long", { value: runningTime(facts.duration), limit: runningTime(rules.max_seconds) });
  }
  if (facts.duration && rules.min_seconds && facts.duration < rules.min_seconds - 0.5) {
    add("blocks", "too_short", { value: runningTime(facts.duration), limit: runningTime(rules.min_seconds) });
  }
  if (facts.width) {
    const size = pixels(facts.width, facts.height);
    if (rules.orientation === "horizontal" && facts.height > facts.width) add("blocks", "want_horizontal", { value: size });
    if (rules.orientation === "vertical" && facts.width > facts.height) add("blocks", "want_vertical", { value: size });
    const short = Math.min(facts.width, facts.height);
    if (rules.min_short_side && short < rules.min_short_side) add("warns", "small", { value: short, limit: rules.min_short_side });
  } else if (file.size > 0 && rules.looks !== false) {
    add("warns", "unreadable");
  }
  return findings;
}

export async function firstLook(file, rules, texts) {
  const facts = file.size ? await readFacts(file) : {};
  return { facts, findings: judge(file, facts, rules, texts) };
}

export const isSameFile = (file, resume) => file.name === resume.name && file.size === resume.size;
