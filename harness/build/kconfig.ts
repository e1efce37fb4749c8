import { createHash } from "node:crypto";

/** A Kconfig option's value: `true` and `false` are y and n. */
export type ConfigValue = boolean | number | string;
/** Kconfig options by name, with or without CONFIG_. */
export type Config = Readonly<Record<string, ConfigValue>>;

/** The text of a Kconfig fragment, options in alphabetical order. */
export function writeFragment(config: Config): string {
  const lines = Object.entries(config).map(([name, value]) => `${withPrefix(name)}=${writeValue(value)}\n`);
  return lines.sort().join("");
}

/** A short name for a fragment: equal fragments have equal names. */
export function nameFragment(fragment: string): string {
  return createHash("sha256").update(fragment).digest("hex").slice(0, 8);
}

/** Reads a `.config`: values as text, names without CONFIG_; what is not set is not there. */
export function readConfig(text: string): Record<string, string> {
  const lines = text.matchAll(/^CONFIG_(\w+)=(?:"(.*)"|(.*))$/gm);
  return Object.fromEntries(Array.from(lines, ([, name = "", quoted, plain = ""]) => [name, quoted ?? plain]));
}

function withPrefix(name: string): string {
  return name.startsWith("CONFIG_") ? name : `CONFIG_${name}`;
}

function writeValue(value: ConfigValue): string {
  if (typeof value === "boolean") {
    return value ? "y" : "n";
  }
  const isSymbol = typeof value === "number" || /^(?:[ynm]|-?\d+|0x[\da-fA-F]+)$/.test(value);
  return isSymbol ? String(value) : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
