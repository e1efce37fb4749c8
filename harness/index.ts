export type { DeviceRecord } from "./console/records.ts";
export { boot } from "./device/boot.ts";
export type { Device } from "./device/device.ts";
export type { Exit } from "./device/exit.ts";
export { ExpectError, type ExpectOptions } from "./device/expect.ts";
export type { ForwardOptions, HostAddress } from "./device/machine.ts";
export type { BootOptions } from "./device/options.ts";
export { BootError, HarnessError, UsageError } from "./errors.ts";
