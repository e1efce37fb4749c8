import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";

/** What the compiler says of `firmware/core/limits.c` in a build where one Kconfig option is another. Empty where it has nothing to say. */
export async function compileLimits(dir: string, option: string, value: number): Promise<string> {
  const { stdout } = await execa("ninja", ["-C", dir, "-t", "compdb"]);
  const entries = JSON.parse(stdout.slice(stdout.indexOf("["))) as { file: string; command: string }[];
  const command = entries.find(({ file }) => file.endsWith("/core/limits.c"))?.command;
  if (command === undefined) {
    throw new Error(`${dir} does not compile firmware/core/limits.c`);
  }
  const macros = join(dir, "one-option.h");
  writeFileSync(macros, `#undef CONFIG_${option}\n#define CONFIG_${option} ${value}\n`);
  const { stderr } = await execa(command.replace(" -c ", ` -imacros ${macros} -fsyntax-only -c `), {
    cwd: dir,
    shell: true,
    reject: false,
  });
  // GCC writes the message as a C string.
  return stderr.replaceAll("\\", "");
}
