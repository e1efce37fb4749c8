import { EINVAL, ENOPROTOOPT, ENOTSUP } from "./errno.ts";
import { failure } from "./failure.ts";
import type { Host } from "./host.ts";
import { statedError } from "./stated-error.ts";

// Not of host-binding.ts: most programs have none of these.
declare const host: Pick<Host, "option" | "broadcast">;

/** When a connection on which nothing comes is taken for one whose peer is gone. Milliseconds; whole seconds are what the kernels have. */
export interface KeepAlive {
  /** From the last segment to the first probe. */
  idle: number;
  /** From probe to probe. */
  interval: number;
  /** How many probes may stay without an answer. */
  count: number;
}

// Numbers that host_calls_options.c has, too.
const TTL = 0;
const KEEP_ALIVE = 1;
const IDLE = 2;
const INTERVAL = 3;
const COUNT = 4;

/** How many routers what a socket sends may pass. */
export function ttl(fd: number): number {
  return checked("getsockopt", fd, host.option(fd, TTL));
}

export function setTtl(fd: number, hops: number): void {
  checked("setsockopt", fd, host.option(fd, TTL, whole("ttl", hops, 1, 255)));
}

export function broadcast(fd: number): boolean {
  return checked("getsockopt", fd, host.broadcast(fd)) !== 0;
}

export function setBroadcast(fd: number, on: boolean): void {
  checked("setsockopt", fd, host.broadcast(fd, on ? 1 : 0));
}

export function keepAlive(fd: number): KeepAlive | false {
  const get = (option: number) => checked("getsockopt", fd, host.option(fd, option));
  return get(KEEP_ALIVE) === 0 ? false : { idle: get(IDLE) * 1000, interval: get(INTERVAL) * 1000, count: get(COUNT) };
}

export function setKeepAlive(fd: number, value: KeepAlive | false): void {
  const set = (option: number, to: number) => checked("setsockopt", fd, host.option(fd, option, to));
  if (value !== false) {
    const idle = seconds("idle", value.idle);
    const interval = seconds("interval", value.interval);
    const count = whole("keepAlive.count", value.count, 1, 127);
    set(IDLE, idle);
    set(INTERVAL, interval);
    set(COUNT, count);
  }
  set(KEEP_ALIVE, value === false ? 0 : 1);
}

/** Never sooner than asked for. */
function seconds(name: string, milliseconds: number): number {
  const value = milliseconds > 0 ? Math.ceil(milliseconds / 1000) : Number.NaN;
  return whole(`keepAlive.${name}, in seconds`, value, 1, 32_767);
}

function whole(name: string, value: number, least: number, most: number): number {
  if (!(value >= least && value <= most) || Math.floor(value) !== value) {
    throw statedError(
      "setsockopt",
      EINVAL,
      "EINVAL",
      `${name}: expected a whole number from ${least} to ${most}, got ${value}`,
    );
  }
  return value;
}

function checked(syscall: string, fd: number, result: number): number {
  if (result === -ENOPROTOOPT) {
    throw statedError(syscall, ENOTSUP, "ENOTSUP", `${syscall}: the firmware was built without this option of sockets`);
  }
  if (result < 0) {
    throw failure(syscall, result, fd);
  }
  return result;
}
