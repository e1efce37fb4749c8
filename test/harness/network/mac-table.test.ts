import test from "ava";
import { MacTable } from "../../../harness/network/mac-table.ts";

function table() {
  const time = { now: 0 };
  return { time, macs: new MacTable<string>(() => time.now) };
}

test("an address is where it was last seen", (t) => {
  const { macs } = table();
  t.is(macs.find(1), undefined);
  macs.learn(1, "a");
  t.is(macs.find(1), "a");
  macs.learn(1, "b");
  t.is(macs.find(1), "b");
});

test("an address is forgotten when nothing came from it for more than five minutes", (t) => {
  const { time, macs } = table();
  macs.learn(1, "a");
  time.now = 200_000;
  macs.learn(1, "a");
  time.now = 500_000;
  t.is(macs.find(1), "a");
  time.now = 500_001;
  t.is(macs.find(1), undefined);
  t.is(macs.size, 0);
});

test("a station's addresses leave with it", (t) => {
  const { macs } = table();
  macs.learn(1, "a");
  macs.learn(2, "b");
  macs.learn(3, "a");
  macs.forget("a");
  t.deepEqual([macs.find(1), macs.find(2), macs.find(3)], [undefined, "b", undefined]);
});

test("a flood of addresses does not fill memory, and the last ones are known", (t) => {
  const { macs } = table();
  for (let mac = 0; mac < 10_000; mac++) {
    macs.learn(mac, "a");
  }
  t.is(macs.size, 4096);
  t.is(macs.find(9_999), "a");
  t.is(macs.find(0), undefined);
});
