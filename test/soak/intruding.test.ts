/** Strangers who know the ends of a connection, on whichever kernel the suite is for. */
import test from "ava";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { frameOf } from "./plan.ts";
import { TargetDevice } from "./target-device.ts";

const { kernel, engine } = chooseDevice({});

test("segments with the ends of a connection, and numbers that are not its peer's, disturb it for no moment", async (t) => {
  await using target = await TargetDevice.boot({ device: { kernel, engine }, time: "virtual", seed: 1 });
  const { honest } = target;
  await honest.begin();
  for (let index = 0; index < 60; index++) {
    target.inject(frameOf(1, { number: 0, kind: "intruding" }, index, target.view));
    await target.pass(5);
  }
  await honest.answers();
  t.true(honest.slowest.answer < 200, `${honest.slowest.answer} ms`);
});
