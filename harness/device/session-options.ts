import type { DeviceRecord, Stream } from "../console/records.ts";
import type { Symbols } from "../console/symbols.ts";
import type { ZephyrFault } from "../console/zephyr-fault.ts";

/** What one run of a machine is given. */
export interface SessionOptions {
  /** Replaces positions in the bundle by positions in TypeScript. */
  mapPositions: (text: string) => string;
  symbols: Symbols;
  /** Milliseconds until the program's first line. Default 15,000. */
  bootTimeout?: number | undefined;
  /** Whether nothing tells that the program starts: it does when the machine is let go. */
  startsAtOnce?: boolean | undefined;
  /** Reads the text of the console for faults, where the firmware sends no records of them. */
  fault?: ZephyrFault | undefined;
  /** Milliseconds for the whole run. Default: no limit. */
  timeout?: number | undefined;
  /** The device's output as it comes; while its promise is pending nothing further is read from the console. */
  onOutput?: ((text: string, stream: Stream) => void | Promise<void>) | undefined;
  /** What the harness has to say: a backtrace, a damaged record. One line or several, without the last line end. */
  onNotice?: ((text: string) => void) | undefined;
  /** Sees each record of the firmware. Returns why the run cannot go on, where that is so. */
  objectTo?: ((record: DeviceRecord) => string | undefined) | undefined;
  /** Each record as it comes, with positions in TypeScript; while its promise is pending nothing further is read from the console. */
  onRecord?: ((record: DeviceRecord) => void | Promise<void>) | undefined;
  /** What to do about the last that the device printed, where its program has failed and the harness knows. */
  explainEnd?: ((output: string) => string | undefined) | undefined;
  /** Lines on its threads, timers and sockets, for a person. */
  inspect?: (() => Promise<string[]>) | undefined;
  /** What the device did on the network, for a person. */
  describeNetwork?: (() => string) | undefined;
  /** The seed of a virtual network with disturbed links, to be told with each failure; undefined where nothing is disturbed. */
  seed?: (() => number | undefined) | undefined;
  /** Waits for what a program that has ended still sends. */
  linger?: (() => Promise<void>) | undefined;
  /** Gives up what the run used, after the machine is gone. */
  dispose?: (() => Promise<void>) | undefined;
}
