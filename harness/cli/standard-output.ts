import { once } from "node:events";
import type { Stream } from "../console/records.ts";

/**
 * Writes to stdout and stderr, and waits while their reader is slow. `closed` is called once where nothing more can be written to stdout:
 * the reader has gone (EPIPE), the disk is full. A run does not end with its stderr.
 */
export function standardOutput(closed: (error: NodeJS.ErrnoException) => void): {
  write: (text: string, stream?: Stream) => Promise<void>;
} {
  const open = { stdout: true, stderr: true };
  const watch = (stream: Stream, onClosed: (error: NodeJS.ErrnoException) => void) => {
    process[stream].once("error", (error) => {
      open[stream] = false;
      process[stream].on("error", () => {});
      onClosed(error);
    });
  };
  watch("stdout", closed);
  watch("stderr", () => {});
  return {
    write: async (text, stream = "stdout") => {
      if (text !== "" && open[stream] && !process[stream].write(text)) {
        await once(process[stream], "drain").catch(() => {});
      }
    },
  };
}
