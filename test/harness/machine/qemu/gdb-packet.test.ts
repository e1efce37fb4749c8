import test from "ava";
import { TimeError } from "../../../../harness/base/time-error.ts";
import { GdbReader, gdbPacket } from "../../../../harness/machine/qemu/gdb-packet.ts";

test("a packet has its payload's sum behind it", (t) => {
  t.is(gdbPacket("OK"), "$OK#9a");
  t.is(gdbPacket(""), "$#00");
  t.is(gdbPacket("mff,4"), "$mff,4#99");
});

test("packets are read from any pieces, without the acknowledgements between them", (t) => {
  const text = `+${gdbPacket("OK")}++${gdbPacket("T05thread:01;")}-${gdbPacket("")}`;
  for (const size of [1, 2, 3, 7, text.length]) {
    const reader = new GdbReader();
    const read: string[] = [];
    for (let at = 0; at < text.length; at += size) {
      read.push(...reader.push(text.slice(at, at + size)));
    }
    t.deepEqual(read, ["OK", "T05thread:01;", ""], `in pieces of ${size}`);
  }
});

const refused = test.macro((t, text: string) => {
  const error = t.throws(() => new GdbReader().push(text), { instanceOf: TimeError, code: "EPROTO" });
  t.true(error?.message.includes(JSON.stringify(text.slice(0, 60)).slice(1, -1)), error?.message);
});

test("a wrong sum is refused", refused, "$OK#9b");
test("what begins no packet is refused", refused, "OK#9a");
test("a packet without an end is refused", refused, `$${"a".repeat(70_000)}`);
