/** What tests of the harness boot, which are about no kernel: it is there on every machine, whether or not a west workspace is found. */
export const suiteFirmware = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;
