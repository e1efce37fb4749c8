/**
 * Runs ava's command line, whose path is the first argument, in this process. Its configuration is not the user's: what ava would say
 * of it on every run is left out.
 */
import { pathToFileURL } from "node:url";

const [cli = ""] = process.argv.splice(2, 1);
const { log } = console;
const known = ["Using configuration from", "Experiments are enabled"];

console.log = (...values: unknown[]) => {
  if (!known.some((text) => String(values[0]).includes(text))) {
    log(...values);
  }
};

await import(pathToFileURL(cli).href);
