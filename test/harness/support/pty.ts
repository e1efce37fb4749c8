import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../machine/serial/fixtures/pty.py", import.meta.url));

/** A pseudo-terminal: its path is a serial port, and this is what hangs at the port's other end. */
export class Pty implements AsyncDisposable {
  /** What opens it sees a serial port. */
  readonly path: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, path: string) {
    this.#child = child;
    this.path = path;
  }

  static async open(): Promise<Pty> {
    const child = spawn("python3", [script], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin?.on("error", () => {});
    const [line] = await once(child.stdout as Readable, "data");
    return new Pty(child, String(line).trim());
  }

  /** What is written here is what the port receives. */
  get input(): Writable {
    return this.#child.stdin as Writable;
  }

  /** What was written into the port. */
  get output(): Readable {
    return this.#child.stdout as Readable;
  }

  print(text: string | Uint8Array): void {
    this.input.write(text);
  }

  record(value: object): void {
    this.print(`\u001e${JSON.stringify(value)}\n`);
  }

  /** Prints what a board prints until its program begins. */
  boot(fields: object = {}): void {
    this.print("*** Booting Zephyr OS build v3.7.1 ***\n");
    this.record({ t: "boot", kernel: "zephyr", engine: "jerryscript", board: "mps2", version: "0.1.0", ...fields });
    this.record({ t: "net", address: "192.0.2.7" });
    this.record({ t: "start", us: 1 });
  }

  /** The terminal is gone, as with a board that is unplugged. */
  async unplug(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exited = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await exited;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.unplug();
  }
}
