/** What takes a device's output. */
export interface Prefixed {
  write(text: string): Promise<void>;
  /** Passes on an unfinished last line. */
  end(): Promise<void>;
}

/** Passes whole lines on, each with a prefix, so that those of several devices do not mix. */
export function prefixed(prefix: string, write: (text: string) => Promise<void>): Prefixed {
  let rest = "";
  return {
    write: async (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) {
        await write(lines.map((line) => `${prefix}${line}\n`).join(""));
      }
    },
    end: async () => {
      const last = rest;
      rest = "";
      if (last !== "") {
        await write(`${prefix}${last}\n`);
      }
    },
  };
}
