import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { takeSlot } from "../../../harness/ava/slots.ts";
import { serveSlots } from "../../../harness/test/slot-server.ts";

const path = join(tmpdir(), `aio-slots-${process.pid}`);
const server = await serveSlots(path, 2);

test.after.always(() => {
  server.close();
  rmSync(path, { force: true });
});

test("slots are given in turn, and those of a process that ends or gives up are free again", async (t) => {
  const order: string[] = [];
  const take = async (name: string) => {
    const release = await takeSlot({ AIO_TEST_SLOTS: path });
    order.push(name);
    return release;
  };
  const [first, second] = await Promise.all([take("a"), take("b")]);
  const gone = connect(path);
  await once(gone, "connect");
  const [third, fourth] = [take("c"), take("d")];
  gone.destroy();
  t.is(order.length, 2);
  first();
  const release = await third;
  t.deepEqual(order.slice(2), ["c"]);
  release();
  const last = await fourth;
  t.deepEqual(order.slice(2), ["c", "d"]);
  second();
  last();
});

test("without a server nobody waits", async (t) => {
  const release = await takeSlot({ AIO_TEST_SLOTS: `${path}-nobody` });
  release();
  t.pass();
});

test("without the command one test of a process runs after the other", async (t) => {
  const first = await takeSlot({});
  let hasSecond = false;
  const second = takeSlot({}).then((release) => {
    hasSecond = true;
    return release;
  });
  await new Promise((resolve) => setImmediate(resolve));
  t.false(hasSecond);
  first();
  (await second)();
  t.true(hasSecond);
});
