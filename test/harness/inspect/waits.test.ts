import test from "ava";
import { describeInspected } from "../../../harness/inspect/describe.ts";
import type { Layout } from "../../../harness/inspect/layout.ts";
import { readSockets, readTimers } from "../../../harness/inspect/waits.ts";

const timers = { address: 0, max: 4, order: 64, count: 72 };
const sockets = { address: 0x100, max: 20, used: 0, armed: 8, slots: 24, notes: 0x180, maxNotes: 8 };
const layout = { timers, sockets } as Layout;

function memory() {
  const bytes = Buffer.alloc(0x200);
  return { bytes, read: async (address: number, length: number) => bytes.subarray(address, address + length) };
}

test("timers are told with the earliest first", async (t) => {
  const { bytes, read } = memory();
  for (const [slot, deadline] of [9000n, 100n, 5_000_000_000n].entries()) {
    bytes.writeBigInt64LE(deadline, slot * 16);
  }
  bytes.writeUInt16LE(2, timers.order);
  bytes.writeUInt16LE(0, timers.order + 2);
  bytes.writeUInt16LE(2, timers.count);
  t.deepEqual(await readTimers(layout, read), [9000, 5_000_000_000]);
});

test("memory that is none of a heap has no timers", async (t) => {
  const { bytes, read } = memory();
  bytes.writeUInt16LE(60_000, timers.count);
  t.deepEqual(await readTimers(layout, read), []);
});

test("sockets are told with what they are waited for, also beyond the first sixteen", async (t) => {
  const { bytes, read } = memory();
  const both = 3;
  bytes.writeUInt32LE(both << 2, sockets.address + sockets.used);
  bytes.writeUInt32LE(both << 4, sockets.address + sockets.used + 4);
  bytes.writeUInt32LE(1 << 2, sockets.address + sockets.armed);
  bytes.writeInt16LE(7, sockets.address + sockets.slots + 4);
  bytes.writeInt16LE(9, sockets.address + sockets.slots + 18 * 4);
  bytes.set([2, 4, 80, 0, 0, 0, 0, 0], sockets.notes + 7 * 8);
  t.deepEqual(await readSockets(layout, read), [
    { descriptor: 7, about: "listens on port 80", waitsFor: ["readable"] },
    // There is no note of it.
    { descriptor: 9, waitsFor: [] },
  ]);
});

for (const [note, about] of [
  [[0, 0, 0, 0, 0, 0, 0, 0], "new"],
  [[1, 4, 0x35, 0, 0, 0, 0, 0], "bound to port 53"],
  [[3, 4, 7, 0, 10, 0, 2, 16], "to 10.0.2.16:7"],
  [[4, 4, 1, 0xc0, 10, 0, 2, 2], "from 10.0.2.2:49153"],
  [[4, 6, 7, 0, 0xff, 0xfe, 0, 1], "from […:fffe:0001]:7"],
  [[9, 4, 7, 0, 10, 0, 2, 16], undefined],
] as const) {
  test(`a socket's note says ${about ?? "nothing where it is none"}`, async (t) => {
    const { bytes, read } = memory();
    bytes.writeUInt32LE(3, sockets.address + sockets.used);
    bytes.writeInt16LE(1, sockets.address + sockets.slots);
    bytes.set(note, sockets.notes + 8);
    t.is((await readSockets(layout, read))[0]?.about, about);
  });
}

test("a person reads threads with their callers, then timers and sockets", async (t) => {
  const lines = await describeInspected(
    {
      threads: [
        { name: "idle", doing: "runs", backtrace: { calls: [1] } },
        { name: "javascript", doing: "waits", backtrace: { calls: [2, 3, 4], gap: { behind: 2, count: 40 } } },
      ],
      timers: Array.from({ length: 7 }, (_, i) => 1000 * i + 500),
      sockets: [
        { descriptor: 7, about: "to 10.0.2.16:7", waitsFor: ["readable", "writable"] },
        { descriptor: 8, waitsFor: [] },
      ],
    },
    async (addresses) => addresses.map((address) => `function_${address}`),
  );
  t.deepEqual(lines, [
    "thread javascript waits",
    "    at function_2",
    "    at function_3",
    "    … and 40 more, then",
    "    at function_4",
    "7 timers are set, for 0.5 ms, 1.5 ms, 2.5 ms, 3.5 ms, 4.5 ms and 2 later since boot",
    "open sockets: descriptor 7 (to 10.0.2.16:7) is waited for to be readable and writable; descriptor 8 is not waited for",
  ]);
});
