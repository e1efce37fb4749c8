import type { EventEmitter } from "node:events";
import { HarnessError } from "../../base/errors.ts";

/** What is used of `@serialport/bindings-cpp`; written down here, as the package is optional. */
export interface Binding {
  open(options: { path: string; baudRate: number; lock: boolean; hupcl: boolean }): Promise<BindingPort>;
  list(): Promise<BindingPortInfo[]>;
}

export interface BindingPort {
  /** Null once it is closed. */
  readonly fd: number | null;
  /** Waits for the descriptor: `once("readable", (error) => …)`. */
  readonly poller: Pick<EventEmitter, "once"> & { stop(): void };
  write(bytes: Buffer): Promise<void>;
  set(lines: { dtr?: boolean; rts?: boolean; brk?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export interface BindingPortInfo {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** Not a literal: the harness compiles without the package. */
const packageName: string = "@serialport/bindings-cpp";

/**
 * Loads the native binding when the first port is opened: whoever uses QEMU alone does without.
 *
 * @throws HarnessError `ENOENT` it is not installed, or does not run on this system
 */
export async function loadBinding(name = packageName): Promise<Binding> {
  try {
    const loaded = (await import(name)) as { autoDetect(): Binding };
    return loaded.autoDetect();
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    const message = `boards on a serial port need the npm package ${name}, which cannot be loaded: ${reason}`;
    throw new HarnessError(`${message}; try: npm install ${name}`, { code: "ENOENT", exitCode: 69, cause: error });
  }
}
