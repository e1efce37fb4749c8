import type { Duplex } from "node:stream";
import { HarnessError } from "../../base/errors.ts";

/** QEMU's machine protocol failed: the command was refused, the answer was none, or the connection ended. */
export class QmpError extends HarnessError {
  override name = "QmpError";

  constructor(message: string, code: string, cause?: unknown) {
    super(message, { code, exitCode: 72, cause });
  }
}

interface Pending {
  readonly command: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Message {
  readonly QMP?: { readonly version?: unknown };
  readonly event?: string;
  readonly data?: unknown;
  readonly id?: unknown;
  readonly return?: unknown;
  readonly error?: { readonly class?: string; readonly desc?: string } | null;
}

/** A longer line is none of QMP's. In characters. */
const longestLine = 16 << 20;

/**
 * A client of QMP, QEMU's control protocol: one JSON value a line each way. What comes in between and is none of the protocol
 * ends the connection with an error that shows it.
 */
export class Qmp {
  readonly #stream: Duplex;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<(data: unknown) => void>>();
  /** Resolved by QEMU's greeting. */
  readonly #greeting: Promise<void>;
  #greet: { resolve: () => void; reject: (error: Error) => void } = { resolve: () => {}, reject: () => {} };
  #unread = "";
  #nextId = 1;
  #sent = 0;
  #received = 0;
  #failure: QmpError | undefined;

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.#greeting = new Promise((resolve, reject) => {
      this.#greet = { resolve, reject };
    });
    this.#greeting.catch(() => {});
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => this.#receive(text));
    stream.on("error", (error) =>
      this.#fail(new QmpError(`the connection to QEMU failed: ${error.message}`, "EPIPE", error)),
    );
    stream.on("close", () => this.#fail(new QmpError("QEMU closed its control connection", "ECONNRESET")));
  }

  /**
   * Waits for the greeting and leaves the negotiation mode.
   *
   * @throws QmpError `EPROTO` for what is not QMP, `ECONNRESET` where QEMU ended
   */
  async open(): Promise<void> {
    await this.#greeting;
    await this.execute("qmp_capabilities");
  }

  /**
   * Runs a command and returns its answer.
   *
   * @throws QmpError `EINVAL` where QEMU refuses it, `EPROTO` or `ECONNRESET` where no answer can come any more
   */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (this.#failure !== undefined) {
      return Promise.reject(this.#failure);
    }
    const id = this.#nextId++;
    const { promise, resolve, reject } = withResolvers();
    this.#pending.set(id, { command, resolve, reject });
    const line = `${JSON.stringify({ execute: command, arguments: args, id })}\n`;
    this.#sent += Buffer.byteLength(line);
    this.#stream.write(line);
    return promise;
  }

  /** How much went each way, for a person. */
  get traffic(): string {
    return `${this.#sent} B were sent on QMP, ${this.#received} B came`;
  }

  /** Calls back at each event of that name, until the returned function is called. */
  on(event: string, listener: (data: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #receive(text: string): void {
    this.#received += Buffer.byteLength(text);
    const lines = (this.#unread + text).split("\n");
    this.#unread = lines.pop() ?? "";
    if (this.#unread.length > longestLine) {
      this.#garbage(this.#unread);
    }
    for (const line of lines) {
      if (line.trim() !== "" && this.#failure === undefined) {
        this.#dispatch(line);
      }
    }
  }

  #dispatch(line: string): void {
    const message = parse(line);
    if (message === undefined) {
      this.#garbage(line);
    } else if (message.QMP !== undefined) {
      this.#greet.resolve();
    } else if (message.event !== undefined) {
      for (const listener of this.#listeners.get(message.event) ?? []) {
        listener(message.data);
      }
    } else {
      this.#answer(message, line);
    }
  }

  #answer(message: Message, line: string): void {
    const pending = typeof message.id === "number" ? this.#pending.get(message.id) : undefined;
    if (pending === undefined) {
      this.#garbage(line);
      return;
    }
    this.#pending.delete(message.id as number);
    if (message.error !== undefined) {
      const reason = message.error?.desc ?? "no reason given";
      pending.reject(new QmpError(`QEMU refused "${pending.command}": ${reason}`, "EINVAL"));
    } else {
      pending.resolve(message.return);
    }
  }

  #garbage(line: string): void {
    const shown = line.length > 80 ? `${line.slice(0, 80)}…` : line;
    this.#fail(new QmpError(`expected QMP on QEMU's control connection, but ${JSON.stringify(shown)} came`, "EPROTO"));
    this.#stream.destroy();
  }

  /** The first failure counts: everything that waits, or is asked later, fails with it. */
  #fail(error: QmpError): void {
    this.#failure ??= error;
    this.#greet.reject(this.#failure);
    for (const { reject } of this.#pending.values()) {
      reject(this.#failure);
    }
    this.#pending.clear();
  }
}

function parse(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function withResolvers(): {
  promise: Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: unknown) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<unknown>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
