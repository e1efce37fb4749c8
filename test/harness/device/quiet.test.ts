import test from "ava";
import { untilQuiet } from "../../../harness/device/quiet.ts";
import type { Link } from "../../../harness/network/index.ts";

/** A link of which only the counts matter. */
function link(frames: number): { link: Link; up: { frames: number }; down: { frames: number } } {
  const [up, down] = [{ frames }, { frames: 0 }];
  return { link: { up: { statistics: up }, down: { statistics: down } } as unknown as Link, up, down };
}

test("a device that has sent nothing but its own address is not waited for", async (t) => {
  const later = new Promise((resolve) => setImmediate(resolve, "later"));
  t.is(await Promise.race([untilQuiet(link(1).link).then(() => "at once"), later]), "at once");
});

test("the wait lasts as long as frames pass, either way, and a silence beyond", async (t) => {
  const { link: cable, up, down } = link(10);
  const start = performance.now();
  let last = start;
  const traffic = setInterval(() => {
    up.frames++;
    down.frames++;
    last = performance.now();
    if (last - start > 250) {
      clearInterval(traffic);
    }
  }, 20);
  await untilQuiet(cable);
  t.true(performance.now() - last >= 90);
  t.true(last - start > 250);
});

test("a link that is never quiet is not waited for for ever", async (t) => {
  const { link: cable, up } = link(10);
  const traffic = setInterval(() => up.frames++, 5);
  const start = performance.now();
  await untilQuiet(cable);
  clearInterval(traffic);
  t.true(performance.now() - start >= 2_000);
});
