import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { HarnessError } from "../base/errors.ts";
import { root } from "../base/paths.js";

/** Where Debian's package of newlib has the notices of all its authors. */
const newlib = "/usr/share/doc/libnewlib-arm-none-eabi/copyright";

const libgcc = `libgcc is a part of GCC: GNU General Public License, version 3 or later, with the GCC Runtime Library Exception, version 3.1.
The exception permits to convey a program that GCC compiled, with libgcc in it, under terms of one's own choice.
`;

/**
 * The licences of everything that is linked into the packaged firmware, as one text.
 *
 * @param vendor the folder of the C sources
 * @throws HarnessError `ENOENT`: one of them is not where it should be; such a firmware must not be given away
 */
export async function firmwareLicenses(vendor: string): Promise<string> {
  const parts = [
    ["async-io-ts", await license(join(root, "LICENSE"))],
    ["FreeRTOS kernel", header(await license(join(vendor, "freertos-next", "FreeRTOS-Kernel", "tasks.c")))],
    ["lwIP", await license(join(vendor, "lwip", "COPYING"))],
    ["QuickJS-ng", await license(join(vendor, "rquickjs-sys", "quickjs", "LICENSE"))],
    ["newlib", await license(newlib)],
    ["libgcc", libgcc],
  ] as const;
  const names = parts.map(([name]) => `- ${name}\n`).join("");
  const texts = parts.map(([name, text]) => `\n${"=".repeat(80)}\n${name}\n${"=".repeat(80)}\n\n${text.trim()}\n`);
  return `firmware.elf contains code of these works. The licence of each follows.\n\n${names}${texts.join("")}`;
}

/** The comment at the top of a source: FreeRTOS's LICENSE.md leaves the owner of the copyright out. */
function header(source: string): string {
  const comment = /^\/\*\n([\s\S]*?)\n \*\//.exec(source.replaceAll("\r", ""))?.[1] ?? "";
  return comment.replace(/^ \* ?/gm, "");
}

async function license(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new HarnessError(
      `cannot pack the firmware: the licence of a part of it cannot be read: ${error.message}; pack on Debian or Ubuntu, whose packages have each`,
      { code: error.code ?? "EIO", exitCode: 69, cause: error },
    );
  });
}
