import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Progress } from "../../../harness/base/progress.ts";
import type { Board } from "../../../harness/boards/board.ts";
import type { FlashOptions } from "../../../harness/flash/index.ts";
import type { WestCommand } from "../../../harness/zephyr/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A call of a fake tool. */
export interface Call {
  readonly name: string;
  readonly pid: number;
  readonly args: readonly string[];
  /** The J-Link scripts that it was given. */
  readonly script: readonly string[];
  /** The last .hex file that it was given, whole. */
  readonly hex?: string;
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The board on the bench: it has every runner. */
export const board: Board = {
  name: "bench_board",
  description: "A board for tests",
  kernels: ["zephyr"],
  zephyr: { target: "bench_board" },
  hardware: {
    runners: ["openocd", "pyocd", "jlink", "stm32cubeprogrammer"],
    probe: "ST-LINK/V2-1 on the board",
    serial: { baud: 115_200, usb: [{ vendor: "0483", product: "374b" }] },
  },
  memory: { code: { address: 0x0800_0000, size: 0x10_0000 }, ram: { address: 0x2000_0000, size: 0x8_0000 } },
  image: { address: 0x0810_0000, size: 0x4_0000 },
};

/** A folder with fake tools, and a build folder of west's. */
export class Bench {
  readonly folder = temporaryFolder("aio-flash-");
  readonly buildDir = join(this.folder, "build");
  readonly notes = join(this.folder, "notes");
  readonly logs = join(this.folder, "logs");
  readonly bin = join(this.folder, "bin");
  readonly #hasTools: boolean;
  readonly #log = join(this.folder, "calls.jsonl");

  constructor({ tools = ["openocd", "pyocd", "JLinkExe", "STM32_Programmer_CLI"], boardDir = this.folder } = {}) {
    this.#hasTools = tools.length > 0;
    for (const folder of [join(this.buildDir, "zephyr"), this.bin, join(this.folder, "support")]) {
      mkdirSync(folder, { recursive: true });
    }
    for (const tool of tools) {
      // The interpreter by its path: PATH may be empty.
      const script = `#!/bin/sh\nFAKE_TOOL_NAME=${tool} exec "${process.execPath}" "${file("fake-tool.js")}" "$@"\n`;
      writeFileSync(join(this.bin, tool), script);
      chmodSync(join(this.bin, tool), 0o755);
    }
    writeFileSync(this.#log, "");
    this.#writeBuild(boardDir);
  }

  /** West's fake; with `real`, how that is run. */
  west(scenario: string, real?: WestCommand): WestCommand {
    const fake = { command: process.execPath, args: [file("fake-west.js")], env: process.env };
    const { command, args, env } = real ?? fake;
    return { command, args, env: { ...env, ...this.environment(scenario, env.PATH) } };
  }

  environment(scenario: string, path = process.env.PATH ?? ""): NodeJS.ProcessEnv {
    return {
      // A bench without tools must not find this machine's: there may be a board on it.
      ...(this.#hasTools ? { PATH: [this.bin, path].join(delimiter) } : { PATH: this.bin, HOME: this.folder }),
      FAKE_TOOL_SCENARIO: scenario,
      FAKE_TOOL_LOG: this.#log,
    };
  }

  /** What `flash` takes on this bench, with a tool that does what a scenario says. */
  options(what: "firmware" | "app", scenario: string, more: Partial<FlashOptions> = {}): FlashOptions {
    return {
      board,
      what,
      buildDir: this.buildDir,
      image: Buffer.from("an image"),
      west: this.west(scenario),
      progress: silent,
      notes: this.notes,
      logs: this.logs,
      ...more,
    };
  }

  calls(): Call[] {
    return readFileSync(this.#log, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Call);
  }

  /** What west and the tool have written so far. */
  output(what: "firmware" | "app"): string {
    const log = join(this.logs, `flash-${board.name}-${what}.log`);
    return existsSync(log) ? readFileSync(log, "utf8") : "";
  }

  writeConfig(text: string): void {
    writeFileSync(join(this.buildDir, "zephyr", ".config"), `CONFIG_BOARD_TARGET="bench_board"\n${text}`);
  }

  writeRunners(text: string): void {
    writeFileSync(join(this.buildDir, "zephyr", "runners.yaml"), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #writeBuild(boardDir: string): void {
    const write = (name: string, text: string) => writeFileSync(join(this.buildDir, name), text);
    write("CMakeCache.txt", `BOARD_DIR:PATH=${boardDir}\nAPPLICATION_SOURCE_DIR:PATH=${this.folder}\n`);
    write("zephyr/zephyr.hex", ":00000001FF\n");
    write("zephyr/zephyr.elf", "");
    this.writeRunners(readFileSync(file("outputs/runners.yaml"), "utf8").replace("BOARD_DIR", boardDir));
    this.writeConfig(
      "CONFIG_FLASH_BASE_ADDRESS=0x8000000\nCONFIG_AIO_IMAGE_ADDRESS=0x08100000\nCONFIG_AIO_IMAGE_SIZE=0x40000\n",
    );
    writeFileSync(join(this.folder, "support", "openocd.cfg"), "");
  }
}

/** Says nothing. */
export const silent: Progress = { say: () => {}, during: (_title, work) => work(() => {}) };

/** Whether a process executes anything; one that nobody has waited for does not. */
export function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
