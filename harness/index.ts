/**
 * Devices and networks for any program on this machine.
 *
 * @module async-io-ts/harness
 */

export type { Engine, Kernel, TimeProfile } from "./base/choices.ts";
export { BootError, HarnessError, UsageError } from "./base/errors.ts";
export { TimeError } from "./base/time-error.ts";
export type { Config } from "./build/kconfig.ts";
export type { DeviceRecord } from "./console/records.ts";
export { boot } from "./device/boot.ts";
export type { Device } from "./device/device.ts";
export type { Exit } from "./device/exit.ts";
export { ExpectError, type ExpectOptions } from "./device/expect.ts";
export type { DeviceInfo } from "./device/info.ts";
export type { BootOptions, FlashApp, PortForward } from "./device/options.ts";
export type { Builtin } from "./device/program.ts";
export {
  type AbsenceOptions,
  type Attachment,
  type AttachOptions,
  type ConnectOptions,
  type Direction,
  type Forward,
  type ForwardOptions,
  Frame,
  type FramePredicate,
  type Frames,
  type Guest,
  type Internet,
  type Link,
  type Linked,
  type LinkOptions,
  type LinkStatistics,
  type Listening,
  type ListenOptions,
  type Network,
  NetworkError,
  type NetworkOptions,
  type NetworkStatistics,
  type Partitions,
  type Protocol,
  type WaitOptions,
} from "./network/index.ts";
export type { Duration } from "./time/duration.ts";
export type { NetworkTime } from "./time/network-time.ts";
export type { TimeOptions } from "./time/options.ts";
export { VirtualNetwork } from "./time/virtual-network.ts";
