export type { Attachment } from "./attachment.ts";
export { NetworkError } from "./error.ts";
export { Frame } from "./frame.ts";
export type { AbsenceOptions } from "./frame-absence.ts";
export type { WaitOptions } from "./frame-waiter.ts";
export type { Frames } from "./frames.ts";
export type { Internet } from "./gateway/accepts.ts";
export type { Protocol } from "./gateway/rules.ts";
export type { Direction } from "./link/direction.ts";
export type { FramePredicate } from "./link/drop-rules.ts";
export type { Link } from "./link/link.ts";
export type { LinkOptions } from "./link/options.ts";
export type { LinkStatistics } from "./link/statistics.ts";
export type { Network } from "./network.ts";
export type {
  AttachOptions,
  Forward,
  ForwardOptions,
  Linked,
  NetworkOptions,
  NetworkStatistics,
} from "./network-options.ts";
export type { Partitions } from "./partitions.ts";
export type { ConnectOptions } from "./remote/connect.ts";
export type { Guest } from "./remote/guest.ts";
export type { Listening, ListenOptions } from "./remote/listen.ts";
