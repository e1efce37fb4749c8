import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import type { Config } from "../build/kconfig.ts";

/** Reads `NAME=VALUE`, NAME with or without CONFIG_, or a file of such lines, as Zephyr has them, and adds it to those before. */
export function readConfigOption(text: string, before: Config = {}): Config {
  if (text.endsWith(".conf")) {
    return { ...before, ...readConfigFile(text) };
  }
  const option = readOption(text);
  if (option === undefined) {
    throw new InvalidArgumentError(
      "It must be NAME=VALUE, as in AIO_MAX_SOCKETS=32, or a file of such lines, NAME.conf.",
    );
  }
  return { ...before, ...option };
}

function readOption(text: string): Config | undefined {
  const [, name, value] = /^(?:CONFIG_)?([A-Z][A-Z\d_]*)=(.*)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? undefined : { [name]: value };
}

/** How a `.config` and a fragment have an option that is off: a comment, which Kconfig reads all the same. */
function readUnset(text: string): Config | undefined {
  const [, name] = /^# CONFIG_(\w+) is not set$/.exec(text) ?? [];
  return name === undefined ? undefined : { [name]: "n" };
}

function readConfigFile(path: string): Config {
  const config: Config[] = [];
  for (const [index, line] of contents(path).split(/\r?\n/).entries()) {
    const text = line.trim();
    const unset = readUnset(text);
    if (unset !== undefined) {
      config.push(unset);
    } else if (text !== "" && !text.startsWith("#")) {
      const option = readOption(text);
      if (option === undefined) {
        throw new InvalidArgumentError(`Line ${index + 1} must be CONFIG_NAME=VALUE, and is: ${text}`);
      }
      config.push(option);
    }
  }
  return Object.assign({}, ...config);
}

function contents(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InvalidArgumentError(`The file cannot be read: ${(error as Error).message}`);
  }
}
