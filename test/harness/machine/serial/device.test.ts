/** The device's own tests on a board: QEMU on a pseudo-terminal stands in for it, so that firmware, console and DHCP are real. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { deviceTests } from "../../../../harness/ava/device-tests.ts";
import { boot } from "../../../../harness/device/boot.ts";
import { QemuBoard } from "../../support/qemu-board.ts";

// Before any test is declared: ava wants those at once.
const board = await QemuBoard.create("virtual");
await deviceTests(new URL("../../../device/timer.device.ts", import.meta.url), board.options);

test.serial("another program takes the place of the first one, and has an address", async (t) => {
  const program = fileURLToPath(new URL("../../../device/programs/exit-code.ts", import.meta.url));
  await using device = await boot(program, { ...board.options, args: ["3"] });
  t.regex(device.address, /^10\.0\.2\.\d+$/);
  t.deepEqual(await device.exit, { code: 3, reason: "program" });
});

test.after.always("the board is switched off", () => board[Symbol.asyncDispose]());
