import { hostArgs, hostCollect, hostExit, hostFigure } from "./host-binding.ts";

/** The program's arguments. */
export const args: readonly string[] = JSON.parse(hostArgs()) as string[];

/** Ends the program at once, whatever is pending. */
export function exit(code = 0): never {
  hostExit(code);
  // The device does not come back from that; what a host under test does, must not go on either.
  throw new Error(`exit(${code}) returned`);
}

/** Bytes of the engine's heap. */
export interface Memory {
  /** In use now; garbage that was not collected counts. */
  used: number;
  /** The most that was in use at once. */
  peak: number;
  /** CONFIG_AIO_JS_HEAP_SIZE. */
  total: number;
}

/** How full the engine's heap is. */
export function memory(options?: { /** Collects garbage first. */ collect?: boolean | undefined }): Memory {
  if (options?.collect === true) {
    hostCollect();
  }
  return { used: hostFigure("heap.used"), peak: hostFigure("heap.peak"), total: hostFigure("heap.total") };
}
