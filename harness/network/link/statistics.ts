/** How many frames a link took in one direction, and what it did to them. */
export interface LinkStatistics {
  /** That entered it. */
  frames: number;
  /** Of these frames. */
  bytes: number;
  /** Sent, or on their way, while the cable was out. */
  unplugged: number;
  /** Taken away by `dropNext` or `dropFor`. */
  dropped: number;
  /** By `loss`. */
  lost: number;
  /** Beyond `mtu`. */
  oversize: number;
  /** Beyond the queue of `rate` or `latency`. */
  overflowed: number;
  /** Arrived with a bit flipped, by `corrupt`. */
  corrupted: number;
  /** Arrived twice, by `duplicate`. */
  duplicated: number;
  /** Were overtaken, by `reorder`. */
  reordered: number;
}

/** What a link can do to a frame. */
export type Fate = Exclude<keyof LinkStatistics, "frames" | "bytes">;

/** The fates of frames that do not arrive. */
export const gone: ReadonlySet<Fate> = new Set<Fate>(["unplugged", "dropped", "lost", "oversize", "overflowed"]);

export function noStatistics(): LinkStatistics {
  return {
    frames: 0,
    bytes: 0,
    unplugged: 0,
    dropped: 0,
    lost: 0,
    oversize: 0,
    overflowed: 0,
    corrupted: 0,
    duplicated: 0,
    reordered: 0,
  };
}
