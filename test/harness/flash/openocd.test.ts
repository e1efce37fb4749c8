/** A real OpenOCD, where one is installed, with an adapter, a chip and flash memory that it makes up itself. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type FlashError, flash } from "../../../harness/flash/index.ts";
import { needs, needsTool } from "../../support/needs.ts";
import { Bench } from "./bench.ts";
import { findWest } from "./real-west.ts";

const west = findWest();
const openocd = needsTool("openocd", needs("a west workspace", west !== undefined));

function bench(address: string): Bench {
  const on = new Bench({ tools: [] });
  const config = fileURLToPath(new URL("faux.cfg", import.meta.url));
  const runners = readFileSync(new URL("outputs/runners.yaml", import.meta.url), "utf8")
    .replaceAll("BOARD_DIR", on.folder)
    .replace("openocd: openocd", `openocd: ${openocd.path}`)
    // The made-up chip can be reset and written, but not read.
    .replace("- verify_image", "- echo")
    .replace("  openocd:\n    - --cmd-load", `  openocd:\n    - --config=${config}\n    - --cmd-load`);
  on.writeRunners(runners);
  on.writeConfig(`CONFIG_AIO_IMAGE_ADDRESS=${address}\nCONFIG_AIO_IMAGE_SIZE=0x40000\n`);
  return on;
}

openocd.declare("an app image is written to its address", async (t) => {
  const on = bench("0x08100000");
  t.teardown(() => on.remove());
  const { output } = await flash(on.options("app", "", { ...(west && { west }), image: Buffer.alloc(40_000, "x") }));
  t.regex(output, /auto erase enabled\n.*wrote \d+ bytes from file \S+app\.hex/s);
});

openocd.declare("where the chip has no flash, nothing is called written", async (t) => {
  const on = bench("0x09000000");
  t.teardown(() => on.remove());
  const error = (await t.throwsAsync(flash(on.options("app", "", { ...(west && { west }) })))) as FlashError;
  t.is(error.code, "EIO");
  t.regex(error.message, /no flash bank found for address 0x09000000/);
});
