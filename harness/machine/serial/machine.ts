import { wallClock } from "../../base/clock.ts";
import { BootError, HarnessError } from "../../base/errors.ts";
import type { Board } from "../../boards/board.ts";
import type { Machine } from "../machine.ts";
import { BootSeeker } from "./boot-seeker.ts";
import { Chunks } from "./chunks.ts";
import { openPort } from "./open-port.ts";
import type { PortLines, SerialPort } from "./port.ts";
import { explainSilence } from "./silence.ts";

/** What a port with unknown speed is opened with. */
export const defaultBaud = 115_200;

/** What a way to reset a board may use. */
export interface ResetContext {
  readonly board: Board;
  readonly path: string;
  /** Resolves when the board has begun anew. */
  readonly booted: Promise<void>;
  /** Sets the port's lines. */
  set(lines: PortLines): Promise<void>;
  /** Aborted where nobody waits for the reset any more: by the caller, or because the port is gone. It has to end soon then. */
  readonly signal: AbortSignal;
}

/** Lets a board begin anew; resolves when it has, or is about to. What the board sends before is no part of the run. */
export type Reset = (context: ResetContext) => Promise<void>;

export interface SerialOptions {
  /** The port's path: `/dev/ttyACM0`. */
  port: string;
  board: Board;
  /** Bits a second. Default: the board's, or 115,200. */
  baud?: number | undefined;
  /** May take as long as it needs: it may write the board's flash first. */
  reset: Reset;
  signal?: AbortSignal | undefined;
}

/**
 * A board on a serial port, which begins anew. It cannot be paused before its first instruction: what it sends is held back from
 * its boot record on, until it is resumed.
 *
 * @throws UsageError `ENOENT`, `ENOTTY` the port is none
 * @throws BootError `EBUSY`, `EACCES`, `EIO` the port cannot be had, or is gone before the board began anew
 */
export async function openSerialMachine({
  port: path,
  board,
  reset,
  signal,
  ...options
}: SerialOptions): Promise<Machine> {
  signal?.throwIfAborted();
  const baud = options.baud ?? board.hardware?.serial.baud ?? defaultBaud;
  const line = new Line();
  const port = await openPort({ path, baud, board, onData: (chunk) => line.take(chunk) });
  const ended = port.ended.then((how) =>
    how === undefined
      ? `${path} was closed`
      : `${path} is gone: the board was unplugged, or its cable is loose (${how})`,
  );
  void ended.then(() => line.chunks.end());
  try {
    await resetBoard(port, ended, { board, path, booted: line.booted, reset, signal });
  } catch (error) {
    await port.close();
    signal?.throwIfAborted();
    throw error;
  }
  return {
    console: { write: (bytes) => port.write(bytes), [Symbol.asyncIterator]: () => line.chunks[Symbol.asyncIterator]() },
    control: {
      resume: async () => line.release(),
      pause: unsupported("pause", path),
      readMemory: unsupported("read the memory of", path),
      programCounter: async () => undefined,
      quit: () => port.close(),
    },
    clock: wallClock,
    ended,
    advice: () =>
      line.seeker.found ? undefined : explainSilence({ path, baud, board: board.name, skipped: line.seeker.skipped }),
  };
}

/** What comes from the port, sorted into what is to be read and what is not. */
class Line {
  readonly seeker = new BootSeeker();
  readonly chunks = new Chunks();
  readonly booted: Promise<void>;
  #boot = () => {};

  constructor() {
    this.booted = new Promise((resolve) => {
      this.#boot = resolve;
    });
  }

  take(chunk: Buffer): void {
    this.#pass(this.seeker.push(chunk));
    if (this.seeker.found) {
      this.#boot();
    }
  }

  release(): void {
    this.#pass(this.seeker.release());
  }

  #pass(chunk: Buffer | undefined): void {
    if (chunk !== undefined) {
      this.chunks.push(chunk);
    }
  }
}

type ResetOptions = Pick<ResetContext, "board" | "path" | "booted"> & Pick<SerialOptions, "reset" | "signal">;

/** Resets the board, and gives up where the port goes meanwhile. */
async function resetBoard(port: SerialPort, ended: Promise<string>, { reset, signal, ...context }: ResetOptions) {
  const gone = new AbortController();
  const stopped = AbortSignal.any([gone.signal, ...(signal === undefined ? [] : [signal])]);
  const lost = ended.then((how) => {
    const error = new BootError(how, { code: "ENXIO" });
    gone.abort(error);
    throw error;
  });
  const resetting = reset({ ...context, set: (lines) => port.set(lines), signal: stopped });
  try {
    await Promise.race([resetting, lost]);
  } catch (error) {
    // What writes the board's flash stops where it can.
    await resetting.catch(() => {});
    throw error;
  } finally {
    lost.catch(() => {});
  }
}

function unsupported(what: string, path: string): () => Promise<never> {
  return () =>
    Promise.reject(
      new HarnessError(`cannot ${what} the board on ${path}: a serial port has no way to; QEMU has`, {
        code: "ENOTSUP",
        exitCode: 64,
      }),
    );
}
