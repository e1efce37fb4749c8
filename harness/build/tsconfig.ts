import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../root.ts";

const runtime = join(root, "ts-runtime");

/** The configuration by which a device program is checked. */
export interface Tsconfig {
  readonly path: string;
  /** Declarations that are in scope of every program. */
  readonly globals: readonly string[];
}

/**
 * The nearest tsconfig.json above a program; where there is none, the runtime's. The one at the top of this package is for the
 * harness, so examples and tests here do not get it.
 */
export function findTsconfig(program: string): Tsconfig {
  const globals = ["globals.d.ts", "src/globals.d.ts", "src/globals.ts", "src/globals/index.ts"].map((name) =>
    join(runtime, name),
  );
  return {
    path: nearest(dirname(program)) ?? join(runtime, "tsconfig.device.json"),
    globals: globals.filter(existsSync),
  };
}

function nearest(folder: string): string | undefined {
  const path = join(folder, "tsconfig.json");
  if (folder === root || dirname(folder) === folder) {
    return undefined;
  }
  return existsSync(path) ? path : nearest(dirname(folder));
}
