import assert from "node:assert/strict";
import { test } from "node:test";

import { weightedMean } from "../../static/js/scorecard.js";

const criterion = (weight, value) => ({
  dataset: { weight: String(weight) },
  querySelector: () => (value === null ? null : { value: String(value) }),
});

test("the total is the weighted mean of what is scored", () => {
  assert.equal(weightedMean([criterion(30, 8), criterion(70, 6)]), 6.6);
  assert.equal(weightedMean([criterion(30, 8), criterion(70, null)]), 8);
});

test("nothing scored has no total", () => {
  assert.equal(weightedMean([criterion(30, null), criterion(70, "")]), null);
});
