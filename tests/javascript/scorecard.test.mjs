import assert from "node:assert/strict";
import { test } from "node:test";

import { weightedMean } from "../../static/js/scorecard.js";

const criterion = (weight, value, range = {}) => ({
  dataset: { weight: String(weight), ...range },
  querySelector: () => (value === null ? null : { value: String(value) }),
});

test("the total is the weighted mean of what is scored", () => {
  assert.equal(weightedMean([criterion(30, 8), criterion(70, 6)]), 6.6);
  assert.equal(weightedMean([criterion(30, 8), criterion(70, null)]), 8);
});

test("nothing scored has no total", () => {
  assert.equal(weightedMean([criterion(30, null), criterion(70, "")]), null);
});

test("marks of different ranges meet on the scale from 0 to 10", () => {
  const percent = criterion(50, 60, { lowest: "0", highest: "100" });
  const stars = criterion(50, 3, { lowest: "1", highest: "5" });
  assert.equal(weightedMean([percent, stars]), 5.5);
});
