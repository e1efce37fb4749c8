import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { HarnessError } from "../../base/errors.ts";
import type { Board } from "../../boards/board.ts";
import { unfinishedFlash } from "../../flash/index.ts";
import { choosePort } from "./choose-port.ts";
import { Chunks } from "./chunks.ts";
import { defaultBaud } from "./machine.ts";
import { openPort } from "./open-port.ts";
import type { SerialPort } from "./port.ts";
import { Viewer, type ViewerOptions } from "./viewer.ts";

export interface MonitorOptions extends ViewerOptions {
  board: Board;
  /** Default: the one port with the board's USB ids. */
  port?: string | undefined;
  /** Bits a second. Default: the board's, or 115,200. */
  baud?: number | undefined;
  /** What is typed, which the board receives. */
  input: Readable;
  /** Where it is noted that a flash has not ended. Default: `build/flash`. */
  notes?: string | undefined;
  signal: AbortSignal;
}

/** How often a board that was unplugged is looked for, and how long its port may refuse to open when it is back. In milliseconds. */
const patience = { interval: 200, refusal: 5_000 };

interface Connection {
  readonly path: string;
  readonly port: SerialPort;
  readonly chunks: Chunks;
}

/**
 * Shows a board's console until the signal is aborted, and passes on what is typed. A board that is unplugged is waited for.
 *
 * @throws UsageError, BootError the port cannot be had, as {@link openPort} and {@link choosePort} tell
 */
export async function monitor(options: MonitorOptions): Promise<void> {
  const { input, onNotice, signal } = options;
  let connection = await connect(options);
  const left = unfinishedFlash(options.board.name, options.notes);
  if (left !== undefined) {
    onNotice(left);
  }
  onNotice(`${connection.path} is open; Ctrl-C ends`);
  const type = (bytes: Buffer | string) => connection.port.write(Buffer.from(bytes));
  const close = () => void connection.port.close();
  input.on("data", type);
  signal.addEventListener("abort", close);
  try {
    for (;;) {
      await watch(connection, options);
      if (signal.aborted) {
        return;
      }
      onNotice(`${connection.path} is gone: waiting for the board to come back`);
      connection = await reconnect(options);
      onNotice(`${connection.path} is back`);
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    input.off("data", type);
    input.pause();
    signal.removeEventListener("abort", close);
    await connection.port.close();
  }
}

async function connect({ port: given, board, baud }: MonitorOptions): Promise<Connection> {
  const path = given ?? (await choosePort(board));
  const chunks = new Chunks();
  const port = await openPort({
    path,
    board,
    baud: baud ?? board.hardware?.serial.baud ?? defaultBaud,
    onData: (chunk) => chunks.push(chunk),
  });
  void port.ended.then(() => chunks.end());
  return { path, port, chunks };
}

async function watch({ chunks, port }: Connection, options: MonitorOptions): Promise<void> {
  if (options.signal.aborted) {
    await port.close();
  }
  await new Viewer(options).show(chunks);
}

/** A port that appears may refuse for a moment, until the system has given it to its group. */
async function reconnect(options: MonitorOptions): Promise<Connection> {
  let refused: number | undefined;
  for (;;) {
    await sleep(patience.interval, undefined, { signal: options.signal });
    try {
      return await connect(options);
    } catch (error) {
      if (!(error instanceof HarnessError)) {
        throw error;
      }
      refused = error.code === "ENOENT" ? undefined : (refused ?? performance.now());
      if (refused !== undefined && performance.now() - refused > patience.refusal) {
        throw error;
      }
    }
  }
}
