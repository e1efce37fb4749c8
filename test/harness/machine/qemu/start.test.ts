import { pbkdf2 } from "node:crypto";
import test from "ava";
import { launchFake } from "../../support/fake-device.ts";

/** Keeps all threads of Node's pool busy: whatever needs one, as files do, waits for long. */
function fillThreadPool(): Disposable {
  let isOver = false;
  const work = () => pbkdf2("password", "salt", 200_000, 64, "sha512", () => isOver || work());
  for (let i = 0; i < 16; i++) {
    work();
  }
  return {
    [Symbol.dispose]: () => {
      isOver = true;
    },
  };
}

test("QEMU's greeting is heard, however long the files of a start take", async (t) => {
  using _busy = fillThreadPool();
  await using device = await launchFake("device.start(); device.exit(0);");
  t.is((await device.exit).code, 0);
});
