import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, begin, changed, fresh, isBusy, isEmpty, settled, typed } from "../../static/js/booth/changes.js";
import { lineOf, momentsIn } from "../../static/js/booth/moments.js";

const key = () => "one";

test("a change waits, goes, and is settled", () => {
  let state = changed(fresh(3), "remark", "Light");
  assert.equal(isBusy(state), true);
  state = begin(state, key);
  assert.deepEqual(state.sending, { key: "one", base: 3, fields: { remark: "Light" } });
  state = answered(state, { version: 4 }).state;
  assert.deepEqual([isEmpty(state), state.base], [true, 4]);
});

test("what is typed while a save is under way goes after it, and the save keeps its name", () => {
  let state = begin(changed(fresh(0), "remark", "L"), key);
  state = changed(state, "remark", "Light");
  assert.equal(begin(state, () => "two").sending.key, "one");
  assert.deepEqual(typed(state), { remark: "Light" });
  state = begin(answered(state, { version: 1 }).state, () => "two");
  assert.deepEqual(state.sending, { key: "two", base: 1, fields: { remark: "Light" } });
});

test("what another window changed is shown, unless it is being typed here: then one chooses", () => {
  let state = begin(changed(fresh(0), "flag", "red"), key);
  state = changed(state, "remark", "mine");
  const told = answered(state, { version: 5, fresh: { remark: "theirs", private_note: "new" } });
  assert.deepEqual(told.shown, { private_note: "new" });
  assert.deepEqual(told.state.disputed, { remark: { mine: "mine", theirs: "theirs" } });
  assert.deepEqual(settled(told.state, "remark", true).pending, { remark: "mine" });
  assert.deepEqual(isEmpty(settled(told.state, "remark", false)), true);
});

test("a conflict keeps what was sent, or what was typed since", () => {
  const state = begin(changed(fresh(0), "criterion_1", "7"), key);
  const { state: after } = answered(state, { version: 2, conflicts: { criterion_1: "8" } });
  assert.deepEqual(after.disputed, { criterion_1: { mine: "7", theirs: "8" } });
  assert.deepEqual([isBusy(after), isEmpty(after), typed(after)], [false, false, { criterion_1: "7" }]);
  assert.deepEqual(changed(after, "criterion_1", "9").disputed, {});
});

test("moments in words", () => {
  assert.deepEqual(momentsIn("at 1:23, 0:07 and 1:02:03; not 12:60, 1:234 or 16:9"), [7, 83, 3723]);
  assert.equal(lineOf("first\nthe cut at 1:23 is late", 83), "the cut at 1:23 is late");
});
