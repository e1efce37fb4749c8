/**
 * What a program on the device imports. The standard globals are beside it, without an import.
 *
 * @module async-io-ts
 */

export type { Address, AddressLike } from "./address.ts";
export { Async, type Descriptor } from "./async.ts";
export { BufReader, type DelimitedOptions } from "./buf-reader.ts";
export type { ByteSource } from "./byte-buffer.ts";
export type { Instant } from "./clock.ts";
export type { Received } from "./datagram-waiters.ts";
export { IoError } from "./io-error.ts";
export { type LookupOptions, lookup } from "./lookup.ts";
export { args, exit, type Memory, memory } from "./program.ts";
export type { AbortSignalLike, WaitOptions } from "./signal.ts";
export { sleep } from "./sleep.ts";
export { Socket } from "./socket.ts";
export type { KeepAlive } from "./socket-options.ts";
export { type System, system } from "./system.ts";
export { type Accepted, type ListenOptions, TcpListener } from "./tcp-listener.ts";
export { TcpStream } from "./tcp-stream.ts";
export { type Operation, timeout } from "./timeout.ts";
export { Timer } from "./timer.ts";
export { UdpSocket } from "./udp-socket.ts";
