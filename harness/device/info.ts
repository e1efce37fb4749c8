/** What a device was booted with, for reports. */
export interface DeviceInfo {
  /** Its name on the network. */
  readonly name: string;
  /** The kernel: `"freertos"` or `"zephyr"`; empty where that is not known. */
  readonly kernel: string;
  /** The engine: `"quickjs"` or `"jerryscript"`; empty where that is not known. */
  readonly engine: string;
  /** The board's name, as `--board` takes it. */
  readonly board: string;
  /** The time profile: `"real"` or `"virtual"`. */
  readonly time: string;
  /** The firmware's ELF file. */
  readonly firmware: string;
  /** QEMU with its arguments; undefined for a board. */
  readonly commandLine?: readonly string[] | undefined;
}
