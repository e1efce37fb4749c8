import { isAbsolute, normalize, relative } from "node:path";
import { execa } from "execa";
import { root } from "../base/paths.js";

/** Turns addresses in the firmware into `function at file:line`. */
export interface Symbols {
  /** One line an address. Callers are given by an address within the call, as the firmware does, not by the one behind it. */
  resolve(addresses: readonly number[]): Promise<string[]>;
}

const tool = "arm-none-eabi-addr2line";

/** Symbols of a firmware's ELF file; addresses stay numbers where the tool or the file is missing. */
export function elfSymbols(firmware: string): Symbols {
  return {
    resolve: async (addresses) => {
      if (addresses.length === 0) {
        return [];
      }
      const args = ["-e", firmware, "--functions", "--demangle", "--pretty-print", ...addresses.map(hex)];
      const { stdout, failed } = await execa(tool, args, { reject: false, stderr: "ignore", timeout: 20_000 });
      const lines = failed ? [] : stdout.split("\n");
      return addresses.map((address, i) => `${hex(address)} ${shorten(lines[i] ?? "")}`.trimEnd());
    },
  };
}

function hex(address: number): string {
  return `0x${address.toString(16).padStart(8, "0")}`;
}

/**
 * Paths inside this package are shown from its folder, which the build writes as `./`, behind the build's own folder; ccache with a base
 * folder makes them relative to that. The firmware that comes with the package has names alone.
 */
function shorten(line: string): string {
  const [, name, whole] = /^(.*) at (.*)$/.exec(line) ?? [];
  const path = whole?.split("/./").at(-1);
  if (name === undefined || path === undefined || name === "??") {
    return "";
  }
  if (path.startsWith("??")) {
    return name;
  }
  const inside = isAbsolute(path) ? relative(root, path) : normalize(path);
  return `${name} at ${inside.startsWith("..") ? path : inside}`;
}
