/** What is built and run where nothing else is asked for. */
export const defaultFirmware = { kernel: "freertos", engine: "quickjs", board: "mps2_an385" } as const;
