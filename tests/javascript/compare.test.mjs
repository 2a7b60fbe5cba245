import assert from "node:assert/strict";
import { test } from "node:test";

import { attachCompare } from "../../static/js/compare.js";

const player = (told) => ({
  querySelector: () => told.video,
  seek: (seconds) => told.deeds.push(["seek", seconds]),
  play: () => told.deeds.push(["play"]),
  scrollIntoView: () => {},
});
const film = () => ({ deeds: [], video: { muted: false } });
const page = (players, button) => ({
  querySelectorAll: (wanted) =>
    wanted === "[data-compare-side]" ? players.map((one) => ({ querySelector: () => one })) : [button],
});
const waiting = () => ({
  hidden: true,
  dataset: { compareAt: "12.500 20.000" },
  addEventListener(_, act) {
    this.press = act;
  },
});

test("a press sends both films to their places, and only the first is heard", () => {
  const [first, second, button] = [film(), film(), waiting()];
  attachCompare(page([player(first), player(second)], button));
  assert.equal(button.hidden, false);
  button.press();
  assert.deepEqual(first.deeds, [["seek", 12.5], ["play"]]);
  assert.deepEqual(second.deeds, [["seek", 20], ["play"]]);
  assert.deepEqual([first.video.muted, second.video.muted], [false, true]);
});

test("with one film to watch there is nothing to press", () => {
  const button = waiting();
  attachCompare(page([player(film()), null], button));
  assert.equal(button.hidden, true);
});
