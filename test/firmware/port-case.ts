/** Cases in C on the port to FreeRTOS: each runs on a machine of its own, which is given the case's title in place of an app image. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { requirePath, tools } from "../../harness/setup/checks/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Arguments of QEMU for virtual time. */
export const virtualTime = ["-icount", "shift=5,align=off,sleep=off"];
/** What a case prints last. */
const lastWords = /^(PASS|FAIL .*)$|"t":"(fault|exit|error)".*\n/m;

/** The titles in a file of `firmware/ports/freertos/test`. */
export function titlesIn(file: string, declaration: RegExp): string[] {
  const source = readFileSync(join(root, "firmware/ports/freertos/test", file), "utf8");
  return [...source.matchAll(declaration)].map((match) => match[1] ?? "");
}

/** Boots a machine that runs one case, and gives what it printed up to its last words. */
export type RunCase = (t: ExecutionContext, title: string, qemuArgs?: readonly string[]) => Promise<string>;

/**
 * Prepares for cases of one firmware.
 *
 * @param option the Kconfig option that puts them in the place of the application
 * @param folder takes the files of titles; it goes with the file's process
 */
export function portCases(option: "PORT_TEST" | "NET_TEST"): { run: RunCase; folder: string } {
  const folder = temporaryFolder("async-io-ts-port-");
  let count = 0;
  return {
    folder,
    run: async (t, title, qemuArgs = virtualTime) => {
      t.timeout(300_000);
      const firmware = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;
      const { elf } = await ensureFirmware({ ...firmware, config: { [option]: true } });
      const titleFile = join(folder, `${count++}.title`);
      writeFileSync(titleFile, `${title}\0`);
      const machine = ["-machine", "mps2-an385", "-display", "none", "-nodefaults", "-serial", "stdio", "-kernel", elf];
      const loader = ["-device", `loader,file=${titleFile},addr=0x21000000,force-raw=on`];
      const qemu = await requirePath(tools.qemu, { root, env: process.env });
      const options = { reject: false, timeout: 120_000, stdin: "ignore" } as const;
      return untilLastWords(execa(qemu, [...machine, ...loader, ...qemuArgs], options));
    },
  };
}

async function untilLastWords(child: AsyncIterable<unknown> & { kill(): boolean }): Promise<string> {
  let output = "";
  for await (const line of child) {
    output += `${line}\n`;
    if (lastWords.test(output)) {
      child.kill();
    }
  }
  return output;
}
