import test from "ava";
import { PositionMapper } from "../../../harness/console/positions.ts";

/** Writes positions in capitals, so that it is seen which were found. */
function capitals(text: string): string {
  return text.replaceAll(/app-00000000\.js:\d+(:\d+)?/g, (position) => position.toUpperCase());
}

function map(...pieces: string[]): string {
  const mapper = new PositionMapper(capitals);
  return pieces.map((piece) => mapper.push(piece)).join("") + mapper.flush();
}

test("a position is found wherever a piece ends within it", (t) => {
  const whole = "at f (app-00000000.js:12:34)\n";
  for (let cut = 0; cut <= whole.length; cut++) {
    t.is(map(whole.slice(0, cut), whole.slice(cut)), "at f (APP-00000000.JS:12:34)\n", `cut at ${cut}`);
  }
  t.is(map(...whole), "at f (APP-00000000.JS:12:34)\n");
});

test("a position at the very end is found when nothing more comes", (t) => {
  t.is(map("in app-00000000.js:1", "2:3"), "in APP-00000000.JS:12:3");
});

test("text that is no start of a position is not held back", (t) => {
  const mapper = new PositionMapper(capitals);
  t.is(mapper.push("listening on 7"), "listening on 7");
  t.false(mapper.holds);
});

test("what looked like a position and was none comes out unchanged and in order", (t) => {
  const mapper = new PositionMapper(capitals);
  t.is(mapper.push("a"), "");
  t.true(mapper.holds);
  t.is(mapper.push("p"), "");
  t.is(mapper.push("ple, app-00000000.js"), "apple, ");
  t.is(mapper.push(" app-00000000.js:x"), "app-00000000.js app-00000000.js:x");
  t.is(mapper.flush(), "");
});
