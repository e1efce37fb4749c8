import { runOwnProgram } from "./own-program.ts";

/** `npm run soak [-- OPTIONS]`: sends frames that lie to a device. */
export function run(args: readonly string[]): Promise<number> {
  return runOwnProgram("test/soak/main.ts", "soak", args);
}
