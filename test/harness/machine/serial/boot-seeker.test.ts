import test from "ava";
import { BootSeeker } from "../../../../harness/machine/serial/boot-seeker.ts";

const boot = '\u001e{"t":"boot","kernel":"zephyr"}\n';

/** Pushes a text in pieces; returns what is passed on. */
function push(seeker: BootSeeker, text: string, size = text.length): string {
  const bytes = Buffer.from(text);
  let out = "";
  for (let at = 0; at < bytes.length; at += size) {
    out += seeker.push(bytes.subarray(at, at + size))?.toString() ?? "";
  }
  return out;
}

const release = (seeker: BootSeeker) => seeker.release()?.toString() ?? "";

test("what was held back is passed on from the newest boot record on, in whatever pieces it came", (t) => {
  for (const size of [1, 2, 7, 1000]) {
    const seeker = new BootSeeker();
    t.is(push(seeker, `old${boot}older program\n${boot}new`, size), "");
    t.true(seeker.found);
    t.is(release(seeker), `${boot}new`);
    t.is(push(seeker, " and more", size), " and more");
  }
});

test("after the release the first boot record begins the run, and a later one is passed on", (t) => {
  for (const size of [1, 3, 1000]) {
    const seeker = new BootSeeker();
    t.is(push(seeker, "old", size), "");
    t.is(release(seeker), "");
    t.is(push(seeker, `noise\u001e{"t":"exit"}\n${boot}a${boot}b`, size), `${boot}a${boot}b`);
  }
});

test("a boot record of which a part came before the release is found", (t) => {
  const seeker = new BootSeeker();
  push(seeker, `text${boot.slice(0, 5)}`);
  t.is(release(seeker), "");
  t.is(push(seeker, boot.slice(5)), boot);
});

test("what came without a boot record is counted, and its end is kept", (t) => {
  const seeker = new BootSeeker();
  push(seeker, "x".repeat(1000), 64);
  push(seeker, "end");
  t.is(seeker.skipped.count, 1003);
  t.is(seeker.skipped.sample.toString(), `${"x".repeat(197)}end`);
  t.false(seeker.found);
});
