import type { Frame } from "./frame.ts";

/** How many of the frames are shown. */
const shown = 8;

/** The last of the frames that came, for the message of a failure. */
export class FrameTail {
  #lines: string[] = [];
  #count = 0;

  push(frame: Frame, from: string): void {
    this.#count++;
    this.#lines.push(`  ${from}: ${frame}`);
    this.#lines.splice(0, this.#lines.length - shown);
  }

  /** @param none what to say where no frame came */
  describe(none: string): string {
    if (this.#count === 0) {
      return none;
    }
    const many = this.#count === 1 ? "1 other came" : `${this.#count} others came, the last of them`;
    return `${many}:\n${this.#lines.join("\n")}`;
  }
}
