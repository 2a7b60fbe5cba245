import assert from "node:assert/strict";
import { test } from "node:test";

import { isSameFile, judge } from "../../static/js/uploader/first-look.js";
import { Rate } from "../../static/js/uploader/rate.js";
import { bytes, runningTime, timeLeft } from "../../static/js/uploader/units.js";

const texts = new Proxy({}, { get: (_all, key) => `${key} {value} {limit}` });
const rules = { max_bytes: 1000, min_seconds: 10, max_seconds: 60, orientation: "vertical", min_short_side: 720, extensions: ["mp4"] };

test("a film that fits has no findings", () => {
  assert.deepEqual(judge({ name: "a.MP4", size: 900 }, { duration: 30, width: 720, height: 1280 }, rules, texts), []);
});

test("everything that is wrong is told at once", () => {
  const findings = judge({ name: "a.txt", size: 2048 }, { duration: 61, width: 640, height: 360 }, rules, texts);
  assert.deepEqual(findings, [
    { severity: "blocks", text: "too_large 2 KB 1,000 B" },
    { severity: "blocks", text: "extension a.txt mp4" },
    { severity: "blocks", text: "too_long 1:01 1:00" },
    { severity: "blocks", text: "want_vertical 640 × 360 " },
    { severity: "warns", text: "small 360 720" },
  ]);
});

test("half a second of grace: containers round", () => {
  assert.deepEqual(judge({ name: "a.mp4", size: 1 }, { duration: 60.4, width: 720, height: 1280 }, rules, texts), []);
});

test("a file that the browser cannot read only warns; an empty one blocks", () => {
  assert.deepEqual(judge({ name: "a.mp4", size: 5 }, {}, rules, texts), [{ severity: "warns", text: "unreadable  " }]);
  assert.deepEqual(judge({ name: "a.mp4", size: 5 }, {}, { ...rules, looks: false }, texts), []);
  assert.deepEqual(judge({ name: "a.mp4", size: 0 }, {}, rules, texts), [{ severity: "blocks", text: "empty  " }]);
});

test("the same file is known by name and size", () => {
  assert.equal(isSameFile({ name: "a", size: 5 }, { name: "a", size: 5 }), true);
  assert.equal(isSameFile({ name: "a", size: 6 }, { name: "a", size: 5 }), false);
});

test("the rate is that of the last seconds", () => {
  const rate = new Rate();
  assert.equal(rate.perSecond, 0);
  for (let second = 0; second <= 30; second += 1) rate.add(second < 20 ? second * 10 : 200 + (second - 20) * 1000, second * 1000);
  assert.equal(rate.samples.length, 13);
  assert.ok(rate.perSecond > 800);
});

test("numbers are written for people", () => {
  assert.deepEqual([0, 1023, 1024, 1536 * 1024, 7.8 * 1024 ** 3].map(bytes), ["0 B", "1,023 B", "1 KB", "1.5 MB", "7.8 GB"]);
  assert.deepEqual([0, 75, 3661].map(runningTime), ["0:00", "1:15", "1:01:01"]);
  assert.deepEqual([0.2, 45, 90, 7200].map(timeLeft), ["1 second", "45 seconds", "2 minutes", "2 hours"]);
});
