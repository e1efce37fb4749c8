import { checkGiven, type Rule, rules } from "../base/given.ts";
import { checkForward } from "../network/forward-options.ts";
import type { BootOptions } from "./options.ts";

const { text, texts, name, flag, callback, limit, signal, object } = rules;

/** What `boot` may be told; names of kernels and the like are looked up where they are used. */
const bootRules: Readonly<Record<keyof BootOptions, Rule>> = {
  kernel: text,
  engine: text,
  board: text,
  workspace: name,
  network: {
    fits: (value) =>
      value === false || (object.fits(value) && typeof (value as { attach?: unknown }).attach === "function"),
    expected: "what VirtualNetwork.create made, or false for none",
  },
  forward: {
    fits: (value) => Array.isArray(value) && value.every(object.fits),
    expected: "an array of ports, as in [{ port: 80, hostPort: 8080 }]",
  },
  name,
  address: name,
  time: text,
  paused: flag,
  args: texts,
  release: flag,
  config: {
    fits: isConfig,
    expected: "an object of Kconfig options, as in { AIO_MAX_SOCKETS: 32 }: strings, numbers, true or false",
  },
  firmware: name,
  timeout: limit,
  bootTimeout: limit,
  signal,
  port: name,
  baud: { fits: (value) => Number.isInteger(value) && Number(value) > 0, expected: "a whole number above 0" },
  runner: name,
  probe: name,
  flash: callback,
  qemu: name,
  qemuArgs: texts,
  typecheck: flag,
  onOutput: callback,
  onRecord: callback,
  onNotice: callback,
};

/**
 * Checks what `boot` was given, but for what names stand for.
 *
 * @throws UsageError `EINVAL` an option that does not exist, or a value that it cannot have
 */
export function checkBootOptions(options: BootOptions): void {
  checkGiven("boot", options, bootRules);
  for (const { port, ...rest } of options.forward ?? []) {
    checkForward(port, rest);
  }
}

/** Whether something is an object of Kconfig options. */
export function isConfig(value: unknown): boolean {
  return object.fits(value) && Object.values(value as object).every(isConfigValue);
}

function isConfigValue(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
