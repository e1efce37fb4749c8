import test from "ava";
import { Transcript } from "../../../harness/device/transcript.ts";

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const result = [];
  for await (const line of lines) {
    result.push(line);
  }
  return result;
}

test("lines come without their ends, from the first, also those to come", async (t) => {
  const transcript = new Transcript();
  transcript.append("one\r\ntw");
  const lines = all(transcript.lines());
  await new Promise(setImmediate);
  transcript.append("o\n\nfour");
  await new Promise(setImmediate);
  transcript.end();
  t.deepEqual(await lines, ["one", "two", "", "four"]);
});

test("a reader that comes late, or twice, gets every line", async (t) => {
  const transcript = new Transcript();
  transcript.append("a\nb\n");
  transcript.end();
  t.deepEqual(await all(transcript.lines()), ["a", "b"]);
  t.deepEqual(await all(transcript.lines()), ["a", "b"]);
});

test("an empty transcript has no lines", async (t) => {
  const transcript = new Transcript();
  transcript.end();
  t.deepEqual(await all(transcript.lines()), []);
});

test("lines appended while a reader is busy with earlier ones are not missed", async (t) => {
  const transcript = new Transcript();
  transcript.append("1\n");
  const seen = [];
  for await (const line of transcript.lines()) {
    seen.push(line);
    if (line === "1") {
      transcript.append("2\n");
      transcript.end();
    }
  }
  t.deepEqual(seen, ["1", "2"]);
});

test("of very much output the oldest is dropped, and offsets stay", (t) => {
  const transcript = new Transcript();
  for (let i = 0; i < 20; i++) {
    transcript.append("x".repeat(1 << 20));
  }
  const offset = transcript.length;
  transcript.append("end");
  t.is(transcript.length, 20 * (1 << 20) + 3);
  t.true(transcript.text.length <= 16 << 20);
  t.is(transcript.from(offset), "end");
});

test("the tail is the last lines", (t) => {
  const transcript = new Transcript();
  transcript.append("1\n2\n3\n");
  t.is(transcript.tail(2), "2\n3");
});
