import { InvalidArgumentError } from "commander";
import type { Config } from "../build/kconfig.ts";

/** Reads `NAME=VALUE`, NAME with or without CONFIG_, and adds it to those before. */
export function readConfigOption(text: string, before: Config): Config {
  const [, name, value] = /^(?:CONFIG_)?([A-Z][A-Z\d_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("It must be NAME=VALUE, as in AIO_MAX_SOCKETS=32.");
  }
  return { ...before, [name]: value };
}
