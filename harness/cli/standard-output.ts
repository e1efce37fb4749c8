import { once } from "node:events";

/**
 * Writes to stdout, and waits while its reader is slow. `closed` is called once where nothing more can be written: the reader has gone
 * (EPIPE), the disk is full.
 */
export function standardOutput(closed: (error: NodeJS.ErrnoException) => void): {
  write: (text: string) => Promise<void>;
} {
  let open = true;
  process.stdout.once("error", (error) => {
    open = false;
    process.stdout.on("error", () => {});
    closed(error);
  });
  return {
    write: async (text) => {
      if (open && !process.stdout.write(text)) {
        await once(process.stdout, "drain").catch(() => {});
      }
    },
  };
}
