import { once } from "node:events";

/** Writes to stdout, and waits while its reader is slow. `closed` is called once where the reader has gone (EPIPE). */
export function standardOutput(closed: () => void): { write: (text: string) => Promise<void> } {
  let open = true;
  process.stdout.once("error", () => {
    open = false;
    process.stdout.on("error", () => {});
    closed();
  });
  return {
    write: async (text) => {
      if (open && !process.stdout.write(text)) {
        await once(process.stdout, "drain").catch(() => {});
      }
    },
  };
}
