export type { DeviceRecord } from "./console/records.ts";
export { boot } from "./device/boot.ts";
export type { Device } from "./device/device.ts";
export type { Exit } from "./device/exit.ts";
export { ExpectError, type ExpectOptions } from "./device/expect.ts";
export type { BootOptions, FlashApp, PortForward } from "./device/options.ts";
export type { Builtin } from "./device/program.ts";
export { BootError, HarnessError, UsageError } from "./errors.ts";
export {
  type Forward,
  type ForwardOptions,
  Frame,
  type Link,
  type LinkOptions,
  NetworkError,
  type NetworkOptions,
  VirtualNetwork,
} from "./network/index.ts";
