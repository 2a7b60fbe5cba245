import assert from "node:assert/strict";
import { test } from "node:test";

import { clock } from "../../static/js/player/clock.js";
import { addSpan } from "../../static/js/player/coverage.js";
import { clampTo, isAtEdge, sizesIn } from "../../static/js/player/growth.js";
import { chosenAtFirst, choicesOf, nextAfterToggle } from "../../static/js/player/tracks.js";
import { nextPlace, pictureIn } from "../../static/js/player/watermark.js";
import { frameAt, frameRate, stepFrame } from "../../static/js/player/frames.js";

test("clock reads like a running time", () => {
  assert.deepEqual([0, 59.9, 61, 3661, NaN].map(clock), ["0:00", "0:59", "1:01", "1:01:01", "0:00"]);
});

test("frame rates are exact fractions", () => {
  assert.equal(frameRate("24000/1001"), 24000 / 1001);
  assert.equal(frameRate("25"), 25);
  assert.deepEqual(["", "x", "0", "24/0", undefined].map(frameRate), [null, null, null, null, null]);
});

test("a frame's own first instant belongs to it, at every rate", () => {
  for (const rate of [24, 25, 30000 / 1001, 24000 / 1001, 60]) {
    for (const frame of [0, 1, 2, 30, 100, 300, 12345]) assert.equal(frameAt(frame / rate, rate), frame);
  }
});

test("a step moves by exactly one frame and stays inside the film", () => {
  const video = { currentTime: 10, duration: 20, pause() {} };
  const rate = 24000 / 1001;
  const frames = [1, 1, 1, -1].map((by) => (stepFrame(video, "24000/1001", by), frameAt(video.currentTime, rate)));
  assert.deepEqual(frames, [240, 241, 242, 241]);
  video.currentTime = 0;
  stepFrame(video, "25", -1);
  assert.equal(frameAt(video.currentTime, 25), 0);
  video.currentTime = 20;
  stepFrame(video, "25", 1);
  assert.equal(frameAt(video.currentTime, 25), 499);
});

test("a step counts from the frame on the screen when the clock is one behind", () => {
  const video = { currentTime: 2.95, duration: 20, pause() {} };
  stepFrame(video, "25", 1, 74 / 25);
  assert.equal(frameAt(video.currentTime, 25), 75);
});

test("watched spans merge where they touch and stay apart where they do not", () => {
  assert.deepEqual(addSpan([], 0, 5), [[0, 5]]);
  assert.deepEqual(addSpan([[0, 5]], 5.3, 8), [[0, 8]]);
  assert.deepEqual(addSpan([[0, 5]], 20, 25), [[0, 5], [20, 25]]);
  assert.deepEqual(addSpan([[0, 5], [20, 25]], 4, 21), [[0, 25]]);
  assert.deepEqual(addSpan([[10, 12]], 1, 2), [[1, 2], [10, 12]]);
});

test("one goes as far as the film has grown, and no further than it is long", () => {
  assert.deepEqual([-1, 3, 7, 99].map((aim) => clampTo(aim, 6, 60)), [0, 3, 5.9, 5.9]);
  assert.deepEqual([-1, 3, 99].map((aim) => clampTo(aim, Infinity, 60)), [0, 3, 60]);
  assert.equal(clampTo(5, 0, 60), 0);
});

test("the edge is where waiting has a reason", () => {
  assert.deepEqual([0, 5, 5.6, 6].map((at) => isAtEdge(at, 6)), [false, false, true, true]);
  assert.equal(isAtEdge(0, 0), false);
});

test("only other streams are news, not other words about them", () => {
  const master = (bits, uri) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=${bits}\n${uri}/media.m3u8\n`;
  assert.equal(sizesIn(master(1, "a")), sizesIn(master(2, "a")));
  assert.notEqual(sizesIn(master(1, "a")), sizesIn(master(1, "b")));
});

const ENGLISH = { label: "English", lang: "en", byDefault: false };
const CHINESE = { label: "简体中文", lang: "zh-Hans", byDefault: true };

test("one may choose a language, or two at once while there are few", () => {
  assert.deepEqual(choicesOf([ENGLISH, CHINESE]).map(({ label }) => label), ["English", "简体中文", "English + 简体中文"]);
  assert.deepEqual(choicesOf([ENGLISH, { ...ENGLISH, label: "English 2" }]).map(({ value }) => value), ["0", "1"]);
  assert.equal(choicesOf([ENGLISH, CHINESE, ENGLISH, CHINESE]).length, 4);
  assert.deepEqual(choicesOf([]), []);
});

test("what the reader chose last outweighs what the festival thinks they need", () => {
  const tracks = [ENGLISH, CHINESE];
  const first = (remembered) => chosenAtFirst(choicesOf(tracks), tracks, remembered);
  assert.deepEqual(["", "off", "en", "en+zh-Hans", "fr"].map(first), ["1", "", "0", "0+1", "1"]);
  assert.equal(chosenAtFirst(choicesOf([ENGLISH]), [ENGLISH], ""), "");
});

test("the key turns on the habit, the reader's language, or the first", () => {
  const choices = choicesOf([ENGLISH, CHINESE]);
  assert.equal(nextAfterToggle(choices, "en+zh-Hans", "en"), "0+1");
  assert.equal(nextAfterToggle(choices, "off", "zh-hans"), "1");
  assert.equal(nextAfterToggle(choices, "", "en-GB"), "0");
  assert.equal(nextAfterToggle(choices, "", "ko"), "0");
  assert.equal(nextAfterToggle([], "", "en"), "");
});

test("the picture lies in the middle of a wider or higher player", () => {
  assert.deepEqual(pictureIn(800, 600, 1600, 900), { x: 0, y: 75, width: 800, height: 450 });
  assert.deepEqual(pictureIn(800, 600, 900, 1600), { x: 231.25, y: 0, width: 337.5, height: 600 });
  assert.deepEqual(pictureIn(800, 600, 0, 0), { x: 0, y: 0, width: 800, height: 600 });
});

test("the watermark never stays where it is", () => {
  for (let place = 0; place < 7; place += 1) {
    for (const dice of [0, 0.3, 0.7, 0.999]) {
      const next = nextPlace(place, () => dice);
      assert.ok(next !== place && next >= 0 && next < 7);
    }
  }
});
