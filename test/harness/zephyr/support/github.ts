import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** Repositories that stand in for those of west.yml, small ones, in a folder: git takes them for GitHub's. */
export class Github {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes all of them. Zephyr's manifest pins its modules to commits, as the real one does. */
  async fill(): Promise<void> {
    const modules = await Promise.all(
      ["cmsis", "picolibc", "hal_stm32", "hal_nxp"].map(async (name) => {
        const path = name.startsWith("hal") ? `modules/hal/${name.slice(4)}` : places[name];
        const file = name === "cmsis" ? "CMSIS/Core/Include/core_cm3.h" : "zephyr/module.yml";
        return `    - name: ${name}\n      path: ${path}\n      revision: ${await this.#repository(`zephyrproject-rtos/${name}`, { [file]: "" })}\n`;
      }),
    );
    const version = "VERSION_MAJOR = 3\nVERSION_MINOR = 7\nPATCHLEVEL = 1\n";
    const manifest = [
      "manifest:\n  remotes:\n    - name: upstream\n      url-base: https://github.com/zephyrproject-rtos\n",
      "  defaults:\n    remote: upstream\n  projects:\n",
      ...modules,
    ].join("");
    const zephyr = {
      VERSION: version,
      "Kconfig.zephyr": "",
      "west.yml": manifest,
      ".gitattributes": "*.slow filter=slow\n",
    };
    // What stands in front of the filtered file in the alphabet is checked out before it.
    await this.#repository(
      "zephyrproject-rtos/zephyr",
      { ...zephyr, "before.c": "1\n", "large.slow": "2\n" },
      "v3.7.1",
    );
    await this.#repository("jerryscript-project/jerryscript", { "jerry-core/include/jerryscript.h": "" }, "v3.0.0");
    await this.#repository("quickjs-ng/quickjs", { "quickjs.c": "", "zephyr/module.yml": "" }, "v0.16.2");
  }

  /** What lets git take this folder, or another address, for GitHub. */
  environment(address = `file://${this.#folder}/`): Record<string, string> {
    return {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${address}.insteadOf`,
      GIT_CONFIG_VALUE_0: "https://github.com/",
    };
  }

  /** A user's configuration with one command of git's: the repositories' side of a fetch reads that, and not the environment. */
  configuration(section: string, key: string, command: string): Record<string, string> {
    const path = join(this.#folder, `${key}.config`);
    writeFileSync(path, `[${section}]\n\t${key} = ${JSON.stringify(command)}\n`);
    return { ...this.environment(), GIT_CONFIG_GLOBAL: path };
  }

  /** A script that git calls; it is executable. */
  script(name: string, text: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  async #repository(name: string, files: Readonly<Record<string, string>>, tag?: string): Promise<string> {
    const folder = join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const identity = { NAME: "test", EMAIL: "test@example.org" };
    const env = Object.fromEntries(
      Object.entries(identity).flatMap(([key, value]) => [
        [`GIT_AUTHOR_${key}`, value],
        [`GIT_COMMITTER_${key}`, value],
      ]),
    );
    const git = (...args: readonly string[]) => execa("git", ["-C", folder, ...args], { env });
    await git("init", "--quiet");
    await git("add", ".");
    await git("commit", "--quiet", "--message", name);
    await (tag === undefined ? undefined : git("tag", tag));
    return (await git("rev-parse", "HEAD")).stdout;
  }
}

const places: Readonly<Record<string, string>> = { cmsis: "modules/hal/cmsis", picolibc: "modules/lib/picolibc" };
