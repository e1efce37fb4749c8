import { once } from "node:events";
import { connect } from "node:net";
import test from "ava";
import { takeSlot } from "../../../harness/ava/slots.ts";
import { serveSlots } from "../../../harness/test/slot-server.ts";

const { server, port } = await serveSlots(2);

test.after.always(() => {
  server.close();
});

test("slots are given in turn, and those of a process that ends or gives up are free again", async (t) => {
  const order: string[] = [];
  const take = async (name: string) => {
    const release = await takeSlot({ AIO_TEST_SLOTS: String(port) });
    order.push(name);
    return release;
  };
  const [first, second] = await Promise.all([take("a"), take("b")]);
  const gone = connect(port, "127.0.0.1");
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
  const gone = await serveSlots(1);
  gone.server.close();
  await once(gone.server, "close");
  const release = await takeSlot({ AIO_TEST_SLOTS: String(gone.port) });
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
