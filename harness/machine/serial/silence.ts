import { ownCommand } from "../../base/own-command.ts";

export interface Silence {
  readonly path: string;
  readonly baud: number;
  readonly board: string;
  /** What came instead of a boot record. */
  readonly skipped: { readonly count: number; readonly sample: Buffer };
}

/** Why a board that sent no boot record may not have: what was expected, what came, and what to look at. */
export function explainSilence({ path, baud, board, skipped: { count, sample } }: Silence): string {
  const flash = ownCommand(`flash --board ${board}`);
  if (count === 0) {
    return (
      `nothing came from ${path} at ${baud} baud, where a boot record was expected: is that the board's port, has the board ` +
      `power, and is the firmware on it (${flash})?`
    );
  }
  const text = sample.toString();
  if (garbled(text)) {
    const bytes = sample.subarray(-16).toString("hex").replaceAll(/..\B/g, "$& ");
    return `what came from ${path} is no text (${count} bytes, the last are ${bytes}): does the board send at ${baud} baud?`;
  }
  const last = text.trimEnd().split("\n").at(-1)?.trim() ?? "";
  return (
    `${path} brought text without a boot record: another firmware seems to be on the board (${flash}), or it was not reset; ` +
    `its last line was ${JSON.stringify(last)}`
  );
}

/** Bytes that are no UTF-8, or control characters that no text has. */
function garbled(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  const strange = text.match(/[\u0000-\u0008\u000e-\u001a\u007f\ufffd]/g)?.length ?? 0;
  return strange > text.length / 10;
}
