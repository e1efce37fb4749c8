import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { execa } from "execa";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** How a file of C cases is compiled. */
export interface Cases {
  /** The file in `test/firmware/cases`, without its ending. */
  name: string;
  /** Files of `firmware/` under test, without their endings. */
  modules: string[];
  /** Files of `firmware/ports/freertos/src` under test; all then sees that folder's own headers. */
  port?: string[];
  /** Files of `test/firmware/host` that stand in for the kernel, without their endings. */
  host?: string[];
  /** Kconfig options that differ from `OPTIONS`. */
  options?: Record<string, number>;
  /** The compiler's sanitizers. */
  sanitize?: "address,undefined" | "thread";
  /** Put behind each title, where a file is compiled more than once. */
  variant?: string;
}

/** Small where a limit is to be reached, and FreeRTOS's clock: microseconds. */
const OPTIONS = {
  AIO_MAX_SOCKETS: 20,
  AIO_MAX_TIMERS: 64,
  AIO_MAX_LOOKUPS: 4,
  AIO_LOOKUP_TIMEOUT_MS: 5000,
  AIO_TURN_EVENTS: 16,
  AIO_REACTOR_STACK_SIZE: 1536,
  AIO_REACTOR_THREAD_PRIORITY: 9,
  AIO_STATS: 1,
  NET_IPV6: 1,
  SYS_CLOCK_TICKS_PER_SEC: 1_000_000,
  ZVFS_OPEN_MAX: 64,
};

/** All that makes up the loop. */
export const LOOP_MODULES = [
  "core/reactor_table",
  "core/reactor",
  "core/selector",
  "core/selector_select",
  "core/alarm_timer",
  "core/timer_heap",
  "core/timers",
  "core/loop",
  "core/address_text",
  "core/host_name",
  "core/lookups",
  "core/questions",
  "core/resolver",
  "core/stats",
];

/** The same with poll(). */
export const POLL_MODULES = LOOP_MODULES.map((module) => module.replace("selector_select", "selector_poll"));

/** Declares a test for each `CASE("title")` of a file, compiled for the host once; each runs in a process of its own. */
export function runCases(cases: Cases): void {
  const source = join(ROOT, "test/firmware/cases", `${cases.name}.c`);
  const titles = titlesOf(source);
  const directory = temporaryFolder("async-io-ts-cases-");
  const program = join(directory, cases.name);
  // Once for all cases; a failure is reported by each of them.
  let compiled: Promise<void> | undefined;

  for (const title of titles) {
    test.serial(`${title}${cases.variant ?? ""}`, async (t) => {
      compiled ??= compile(cases, source, program);
      await compiled;
      const { exitCode, signal, all } = await execa(program, [title], { all: true, reject: false });
      t.is(exitCode, 0, `${signal ?? ""}\n${all}`);
    });
  }
}

function titlesOf(source: string): string[] {
  const text = readFileSync(source, "utf8");
  const titles = [...text.matchAll(/^CASE\("(.+)"\)$/gm)].map((match) => match[1] ?? "");
  const cases = [...text.matchAll(/^CASE\(/gm)].length;

  if (titles.length === 0 || titles.length !== cases) {
    throw new Error(`${source}: each case begins with a line CASE("its title")`);
  }
  return titles;
}

async function compile(cases: Cases, source: string, program: string): Promise<void> {
  const { modules, port = [], host = [], options = {}, sanitize = "address,undefined" } = cases;
  const defines = Object.entries({ ...OPTIONS, ...options }).map(([name, value]) => `-DCONFIG_${name}=${value}`);
  const kernel = port.length > 0 ? "firmware/ports/freertos/include" : "test/firmware/host/include";
  const includes = [kernel, "test/firmware/host", "firmware/core/include", "firmware/core", "firmware/app", "firmware"];
  const sources = [
    source,
    ...modules.map((module) => join(ROOT, "firmware", `${module}.c`)),
    ...port.map((module) => join(ROOT, "firmware/ports/freertos/src", `${module}.c`)),
    ...["case", ...host].map((name) => join(ROOT, "test/firmware/host", `${name}.c`)),
  ];

  await execa(process.env.CC ?? "cc", [
    ...["-std=gnu11", "-O1", "-g", "-Wall", "-Wextra", "-Werror", "-pthread"],
    ...[`-fsanitize=${sanitize}`, "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"],
    ...includes.map((directory) => `-I${join(ROOT, directory)}`),
    ...defines,
    ...sources,
    ...["-o", program],
  ]);
}
