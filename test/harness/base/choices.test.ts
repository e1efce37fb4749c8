import test from "ava";
import { choose } from "../../../harness/base/choices.ts";
import { nearest } from "../../../harness/base/nearest.ts";

test("the name that was probably meant is told, whatever its case", (t) => {
  t.is(nearest("zefyr", ["freertos", "zephyr"]), "zephyr");
  t.is(nearest("FreeRTOS", ["freertos", "zephyr"]), "freertos");
  t.is(nearest("linux", ["freertos", "zephyr"]), undefined);
  t.is(nearest("x", []), undefined);
});

test("a choice lists what there is", (t) => {
  t.is(choose("--engine", "b", ["a", "b", "c"]), "b");
  t.throws(() => choose("--engine", "xxxxxx", ["aaaaaa", "bbbbbb", "cccccc"]), {
    code: "EINVAL",
    message: '--engine must be aaaaaa, bbbbbb or cccccc, but "xxxxxx" was given',
  });
});
