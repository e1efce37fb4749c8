import test from "ava";
import { ConsoleDecoder } from "../../../harness/console/decode.ts";
import type { ConsoleItem } from "../../../harness/console/records.ts";

/** All that a console makes of some chunks; neighbouring text is joined, because where it is cut is nobody's business. */
function decode(...chunks: (string | Uint8Array)[]): ConsoleItem[] {
  const decoder = new ConsoleDecoder();
  const items = chunks.flatMap((chunk) => [...decoder.push(Buffer.from(chunk))]);
  const joined: ConsoleItem[] = [];
  for (const item of [...items, ...decoder.end()]) {
    const last = joined.at(-1);
    if (item.kind === "text" && last?.kind === "text" && item.stream === last.stream) {
      joined[joined.length - 1] = { ...last, text: last.text + item.text };
    } else {
      joined.push(item);
    }
  }
  return joined;
}

/** The same bytes, one at a time. */
function bytewise(text: string): Uint8Array[] {
  return [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
}

test("text passes as it is", (t) => {
  t.deepEqual(decode("one\r\ntwo\n", "three"), [{ kind: "text", text: "one\r\ntwo\nthree", stream: "stdout" }]);
});

test("a record is taken out of the line that surrounds it", (t) => {
  t.deepEqual(decode('be\u001e{"t":"exit","code":3}\nfore'), [
    { kind: "text", text: "be", stream: "stdout" },
    { kind: "record", record: { t: "exit", code: 3 } },
    { kind: "text", text: "fore", stream: "stdout" },
  ]);
});

test("chunks may end within a UTF-8 sequence and within a record", (t) => {
  const whole = 'grün 🚀\n\u001e{"t":"test","title":"größer"}\n€';
  t.deepEqual(decode(...bytewise(whole)), decode(whole));
  t.deepEqual(decode(...bytewise(whole)), [
    { kind: "text", text: "grün 🚀\n", stream: "stdout" },
    { kind: "record", record: { t: "test", title: "größer" } },
    { kind: "text", text: "€", stream: "stdout" },
  ]);
});

test("several records in one chunk come one by one", (t) => {
  const records = decode('\u001e{"t":"boot"}\n\u001e{"t":"net","address":"10.0.2.15"}\n\u001e{"t":"start","us":7}\n');
  t.deepEqual(
    records.map((item) => (item.kind === "record" ? item.record.t : item.kind)),
    ["boot", "net", "start"],
  );
});

test("bytes that are not UTF-8 become replacement characters, and what follows is read on", (t) => {
  t.deepEqual(decode(Uint8Array.of(0x61, 0xff, 0x62), "\n"), [{ kind: "text", text: "a\ufffdb\n", stream: "stdout" }]);
  t.deepEqual(decode(Uint8Array.of(0xe2, 0x82)), [{ kind: "text", text: "\ufffd", stream: "stdout" }]);
});

const malformed = test.macro((t, raw: string, why: RegExp) => {
  const [item, after] = decode(`\u001e${raw}\nnext`);
  t.is(item?.kind, "malformed");
  t.is(item?.kind === "malformed" && item.raw, raw);
  t.regex(item?.kind === "malformed" ? item.why : "", why);
  t.deepEqual(after, { kind: "text", text: "next", stream: "stdout" });
});

test("a record that is not JSON is malformed, and the console goes on", malformed, '{"t":"exit', /JSON|string/i);
test("an empty record is malformed", malformed, "", /JSON/);
test("a record that is an array is malformed", malformed, "[1]", /object with a string "t"/);
test("a record that is null is malformed", malformed, "null", /object with a string "t"/);
test("a record whose t is a number is malformed", malformed, '{"t":1}', /object with a string "t"/);

test("a record within a record ends the first one: a fault flushed it half written", (t) => {
  t.deepEqual(decode('\u001e{"t":"ex\u001e{"t":"fault"}\n'), [
    { kind: "malformed", raw: '{"t":"ex', why: "another record began within it" },
    { kind: "record", record: { t: "fault" } },
  ]);
});

test("a record that the end of the console cuts off is malformed", (t) => {
  t.deepEqual(decode('text\u001e{"t":"exit"'), [
    { kind: "text", text: "text", stream: "stdout" },
    { kind: "malformed", raw: '{"t":"exit"', why: "the console ended within it" },
  ]);
});

test("a record without an end does not grow for ever", (t) => {
  const decoder = new ConsoleDecoder();
  const kinds = new Set<string>();
  const chunk = Buffer.alloc(65_536, 0x78);
  for (const item of decoder.push(Buffer.from("\u001e"))) {
    kinds.add(item.kind);
  }
  for (let i = 0; i < 17; i++) {
    for (const item of decoder.push(chunk)) {
      kinds.add(item.kind);
    }
  }
  t.deepEqual([...kinds], ["malformed"]);
  t.deepEqual([...decoder.push(Buffer.from("after"))], [{ kind: "text", text: "after", stream: "stdout" }]);
});

test("text between STX and ETX is for stderr, wherever chunks end", (t) => {
  const whole = "one\n\u0002Uncaught Error: größer\n\u0003two\n\u0002\u0003";
  const items = [
    { kind: "text", text: "one\n", stream: "stdout" },
    { kind: "text", text: "Uncaught Error: größer\n", stream: "stderr" },
    { kind: "text", text: "two\n", stream: "stdout" },
  ];
  t.deepEqual(decode(whole), items as ConsoleItem[]);
  t.deepEqual(decode(...bytewise(whole)), items as ConsoleItem[]);
});

test("a record ends what was for stderr: a fault came within it", (t) => {
  t.deepEqual(decode('\u0002half \u001e{"t":"boot"}\nagain'), [
    { kind: "text", text: "half ", stream: "stderr" },
    { kind: "record", record: { t: "boot" } },
    { kind: "text", text: "again", stream: "stdout" },
  ]);
});
