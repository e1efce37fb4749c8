import { hostSystem } from "./host-binding.ts";

/** What a program runs on. */
export interface System {
  /** The kernel, as `--kernel` takes it. */
  readonly kernel: "zephyr" | "freertos";
  /** The JavaScript engine, as `--engine` takes it. */
  readonly engine: "jerryscript" | "quickjs";
  /** The board's name, as `--board` takes it: `"mps2_an385"`. */
  readonly board: string;
  /** The firmware's version. */
  readonly version: string;
}

/**
 * What the program runs on, as the firmware says. Most programs need not know: what the API has, it has everywhere, and what a kernel
 * cannot do is refused with `ENOTSUP`.
 */
// Pure: a bundle of a program that does not ask leaves it out.
export const system: System = /* @__PURE__ */ JSON.parse(/* @__PURE__ */ hostSystem());
