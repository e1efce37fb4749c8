/**
 * Runs ava's command line, whose path is the first argument, in this process. Its configuration is not the user's: what ava would say
 * of it on every run is left out.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { escapeTap, type TapReporter } from "./tap.ts";

const [cli = ""] = process.argv.splice(2, 1);
const { log } = console;
const known = ["Using configuration from", "Experiments are enabled"];

console.log = (...values: unknown[]) => {
  if (!known.some((text) => String(values[0]).includes(text))) {
    log(...values);
  }
};

if (process.argv.includes("--tap")) {
  // Ava tells its reporter and nobody else what a test was called before it prints that.
  const reporter = pathToFileURL(join(cli, "../../lib/reporters/tap.js")).href;
  escapeTap(((await import(reporter)) as { default: { prototype: TapReporter } }).default.prototype);
}

await import(pathToFileURL(cli).href);
