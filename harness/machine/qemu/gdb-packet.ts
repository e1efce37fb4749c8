import { TimeError } from "../../base/time-error.ts";

/** A packet of GDB's remote protocol: `$`, the payload, `#`, and its bytes' sum in two hexadecimal digits. */
export function gdbPacket(payload: string): string {
  return `$${payload}#${checksum(payload)}`;
}

function checksum(payload: string): string {
  let sum = 0;
  for (const byte of Buffer.from(payload, "latin1")) {
    sum = (sum + byte) & 0xff;
  }
  return sum.toString(16).padStart(2, "0");
}

/** A longer packet is none of a stub's: QEMU's have 4 KiB at most. */
const longest = 1 << 16;

/**
 * Cuts what a stub sends into payloads. Acknowledgements between them are left out; run-length encoding, which QEMU's stub does
 * not use, is not undone.
 */
export class GdbReader {
  #rest = "";

  /**
   * @param text bytes as Latin-1
   * @returns the payloads that are complete by now
   * @throws TimeError `EPROTO` for what is no packet, or one whose sum is wrong
   */
  push(text: string): string[] {
    this.#rest += text;
    const payloads: string[] = [];
    for (;;) {
      this.#rest = this.#rest.replace(/^[+-]+/, "");
      const end = this.#rest.indexOf("#");
      const isPacket = this.#rest === "" || this.#rest.startsWith("$");
      if (!isPacket || this.#rest.length > longest) {
        throw unexpected(this.#rest);
      }
      if (end === -1 || this.#rest.length < end + 3) {
        return payloads;
      }
      const payload = this.#rest.slice(1, end);
      if (this.#rest.slice(end + 1, end + 3).toLowerCase() !== checksum(payload)) {
        throw unexpected(this.#rest);
      }
      payloads.push(payload);
      this.#rest = this.#rest.slice(end + 3);
    }
  }
}

function unexpected(text: string): TimeError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new TimeError(`expected a packet of GDB's protocol from QEMU, but ${JSON.stringify(shown)} came`, "EPROTO");
}
