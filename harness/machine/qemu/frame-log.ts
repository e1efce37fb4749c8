import { ftruncateSync, readSync } from "node:fs";
import type { LoggedFrame } from "../stepper.ts";

/** The date that the device's clock begins with, and with it the log's: UTC, as the process is told to be there. */
export const logBase = { date: "2000-01-01T00:00:00", seconds: 946_684_800 } as const;

const headers = { file: 24, frame: 16 } as const;
const growth = 16 << 20;

/**
 * What QEMU's `filter-dump` writes: each frame with the guest's time (pcap), as soon as it passes. It is read while the machine is
 * stopped, so that it is complete, and synchronously, so that nothing is on its way.
 */
export class FrameLog {
  readonly #file: number;
  #at: number = headers.file;
  #freed = 0;

  /** @param file a descriptor of the file that QEMU writes */
  constructor(file: number) {
    this.#file = file;
  }

  /** The frames since the last call. */
  read(): LoggedFrame[] {
    const frames: LoggedFrame[] = [];
    for (;;) {
      const header = this.#bytes(headers.frame, 0);
      const bytes = header && this.#bytes(header.readUInt32LE(8), headers.frame);
      if (header === undefined || bytes === undefined) {
        break;
      }
      const microseconds = (header.readUInt32LE(0) - logBase.seconds) * 1e6 + header.readUInt32LE(4);
      frames.push({ instant: microseconds * 1000, bytes });
      this.#at += headers.frame + bytes.length;
    }
    this.#free();
    return frames;
  }

  #bytes(length: number, offset: number): Buffer | undefined {
    const bytes = Buffer.allocUnsafe(length);
    return readSync(this.#file, bytes, 0, length, this.#at + offset) === length ? bytes : undefined;
  }

  /** What was read is given back: QEMU goes on writing where it was, behind a hole. */
  #free(): void {
    if (this.#at - this.#freed > growth) {
      ftruncateSync(this.#file, 0);
      this.#freed = this.#at;
    }
  }
}
