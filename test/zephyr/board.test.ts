/** Which folder of boards/ a plain `west build -b BOARD firmware` takes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-board-");

const script = join(folder, "script.cmake");
writeFileSync(
  script,
  `set(AIO_ROOT ${root})
include(${join(root, "firmware", "ports", "zephyr", "board.cmake")})
message("takes \${EXTRA_CONF_FILE} and \${EXTRA_DTC_OVERLAY_FILE}")
`,
);

/** What board.cmake says for a board's name. West, which it would ask for modules, is none. */
async function choose(board: string): Promise<string> {
  const args = [`-DBOARD=${board}`, "-DAIO_WEST=", "-DEXTRA_CONF_FILE=user.conf", "-P", script];
  const { all } = await execa("cmake", args, { all: true });
  return all.replaceAll(`${root}/`, "").replaceAll(/\s+/g, " ");
}

const taken = test.macro(async (t, board: string, name: string) => {
  const conf = `boards/${name}/${name}.conf;user.conf`;
  t.is(await choose(board), `takes ${conf} and boards/${name}/${name}.overlay`);
});

test("a board's options come in front of the user's", taken, "nucleo_f767zi", "nucleo_f767zi");
test("Zephyr's whole name of a board is the same board", taken, "nucleo_f767zi/stm32f767xx", "nucleo_f767zi");
test("a revision is the same board", taken, "frdm_k64f@2/mk64f12", "frdm_k64f");

test("qualifiers that name another board lead to its folder", async (t) => {
  t.is(await choose("mps2/an521/cpu0"), "takes boards/mps2_an521_cpu0/mps2_an521_cpu0.conf;user.conf and ");
});

test("a board that is not described is told of, with what it needs", async (t) => {
  const said = await choose("mps2/an521/cpu0/ns");
  t.regex(
    said,
    /Warning .* boards\/ has no folder mps2_an521_cpu0_ns: .*CONFIG_AIO_IMAGE_ADDRESS.* takes user\.conf and $/,
  );
});
