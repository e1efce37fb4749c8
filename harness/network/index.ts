export type { Attachment } from "./attachment.ts";
export { NetworkError } from "./error.ts";
export { Frame } from "./frame.ts";
export type { AbsenceOptions } from "./frame-absence.ts";
export type { WaitOptions } from "./frame-waiter.ts";
export type { Protocol } from "./gateway/rules.ts";
export type { FramePredicate } from "./link/drop-rules.ts";
export type { Link } from "./link/link.ts";
export type { LinkOptions } from "./link/options.ts";
export type { LinkStatistics } from "./link/statistics.ts";
export {
  type AttachOptions,
  type Forward,
  type ForwardOptions,
  type Linked,
  type NetworkOptions,
  VirtualNetwork,
} from "./virtual-network.ts";
