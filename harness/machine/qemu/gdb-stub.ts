import type { Duplex } from "node:stream";
import { TimeError } from "../../base/time-error.ts";
import { GdbReader, gdbPacket } from "./gdb-packet.ts";

interface Waiting {
  resolve(payload: string): void;
  reject(error: Error): void;
}

/** What a command of the monitor prints comes before its answer. */
const printed = /^O[0-9a-f]{2}/;

/**
 * A client of QEMU's GDB stub, as far as stopping, going on and memory take it. Nothing may be sent while the machine runs: the
 * stub would stop it. Answers are not acknowledged, as the next packet does that, and an acknowledgement could come too late.
 */
export class GdbStub {
  readonly #stream: Duplex;
  readonly #reader = new GdbReader();
  readonly #waiting: Waiting[] = [];
  /** What commands of the monitor have printed. */
  #printed = "";
  #failure: TimeError | undefined;

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.setEncoding("latin1");
    stream.on("data", (text: string) => this.#receive(text));
    stream.on("error", (cause) =>
      this.#fail(new TimeError(`the connection to QEMU's debug stub failed: ${cause.message}`, "EPIPE", cause)),
    );
    stream.on("close", () => this.#fail(new TimeError("QEMU closed the connection to its debug stub", "ECONNRESET")));
  }

  /**
   * Sends packets in one piece and returns their answers.
   *
   * @throws TimeError `EPROTO` for what is no answer, `ECONNRESET` or `EPIPE` where none can come any more
   */
  exchange(payloads: readonly string[]): Promise<string[]> {
    if (this.#failure !== undefined) {
      return Promise.reject(this.#failure);
    }
    const answers = payloads.map(
      () => new Promise<string>((resolve, reject) => void this.#waiting.push({ resolve, reject })),
    );
    this.#stream.write(payloads.map(gdbPacket).join(""), "latin1");
    return Promise.all(answers);
  }

  /**
   * Sends packets of which each is to be answered by "OK".
   *
   * @throws TimeError `EIO` where one is not
   */
  async command(...payloads: readonly string[]): Promise<void> {
    const answers = await this.exchange(payloads);
    const failed = answers.findIndex((answer) => answer !== "OK");
    if (failed !== -1) {
      throw refused(payloads[failed] ?? "", answers[failed] ?? "");
    }
  }

  /** Reads several pieces of memory at once. Registers of devices are read in words, where address and length are. */
  async read(pieces: readonly { address: number; length: number }[]): Promise<Buffer[]> {
    const asked = pieces.map(({ address, length }) => `m${address.toString(16)},${length.toString(16)}`);
    const answers = await this.exchange(asked);
    return answers.map((answer, i) => {
      const bytes = Buffer.from(answer, "hex");
      if (bytes.length !== pieces[i]?.length) {
        throw refused(asked[i] ?? "", answer);
      }
      return bytes;
    });
  }

  async write(address: number, bytes: Uint8Array): Promise<void> {
    await this.command(`M${address.toString(16)},${bytes.length.toString(16)}:${Buffer.from(bytes).toString("hex")}`);
  }

  /**
   * Lets the machine go on, and waits until it stops by itself.
   *
   * @param address of the Thumb instruction to go on at. Default: where it is
   * @param commands of QEMU's human monitor, before that. They go with it: QMP reads a byte at a time, in four system calls each
   * @throws TimeError `EIO` where it did not stop at a breakpoint, or a command was refused
   */
  async go(address?: number, commands: readonly string[] = []): Promise<void> {
    const told = commands.map((command) => `qRcmd,${Buffer.from(command).toString("hex")}`);
    const answers = await this.exchange([...told, address === undefined ? "c" : `c${(address + 1).toString(16)}`]);
    const stop = answers.pop() ?? "";
    // A command that succeeds prints nothing.
    if (this.#printed !== "" || answers.some((answer) => answer !== "OK")) {
      throw refused(commands.join("; "), this.#printed || answers.join());
    }
    if (!/^T05/.test(stop)) {
      throw refused("c", stop);
    }
  }

  #receive(text: string): void {
    try {
      for (const payload of this.#reader.push(text)) {
        if (printed.test(payload)) {
          this.#printed += Buffer.from(payload.slice(1), "hex").toString();
        } else {
          this.#waiting.shift()?.resolve(payload);
        }
      }
    } catch (error) {
      this.#fail(error as TimeError);
      this.#stream.destroy();
    }
  }

  /** The first failure counts: everything that waits, or is asked later, fails with it. */
  #fail(error: TimeError): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) {
      reject(this.#failure);
    }
  }
}

function refused(asked: string, answer: string): TimeError {
  return new TimeError(`QEMU's debug stub answered ${JSON.stringify(answer)} to ${JSON.stringify(asked)}`, "EIO");
}
