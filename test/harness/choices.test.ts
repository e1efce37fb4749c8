import test from "ava";
import { boardNames, loadBoard } from "../../harness/boards/load.ts";
import { choose } from "../../harness/choices.ts";
import { nearest } from "../../harness/nearest.ts";

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

test("every board in boards/ can be read", (t) => {
  t.true(boardNames().includes("mps2_an385"));
  for (const name of boardNames()) {
    const { image, qemu } = loadBoard(name);
    t.true(image.size > 0 && image.address >= 0, name);
    t.not(qemu.machine, "", name);
  }
});

test("a board that does not exist is refused with those that there are", (t) => {
  t.throws(() => loadBoard("mps2_an386"), { code: "EINVAL", message: /mps2_an385.*did you mean mps2_an385\?/ });
});
