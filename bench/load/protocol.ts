/** What the load generator is asked for. */
export type Request =
  /** Opens connections, one after the other: each has made a round trip when the next is begun. */
  | { readonly do: "open"; readonly host: string; readonly port: number; readonly connections: number }
  /** On all connections of a set at once: each sends as soon as its last bytes are back, for so long or so many in all. */
  | { readonly do: "load"; readonly set: number; readonly milliseconds?: number; readonly trips?: number }
  | { readonly do: "close"; readonly set: number }
  /** On a connection of its own to `bulk.ts` or `bulk.c`. */
  | ({ readonly do: "move" } & Move);

/** Which way bytes go: to the device, from it, or around within it. */
export type Way = "sink" | "source" | "loopback";

/** So many bytes. */
export interface Move {
  readonly host: string;
  readonly port: number;
  readonly way: Way;
  readonly bytes: number;
}

/** What a load came to. */
export interface Load {
  readonly trips: number;
  readonly milliseconds: number;
  /** Of each round trip, in milliseconds. */
  readonly latencies: Float64Array;
}

/** An answer, in the order of the requests. */
export type Answer =
  | { readonly set: number }
  | { readonly load: Load }
  | { readonly closed: true }
  /** Milliseconds that it took. */
  | { readonly moved: number }
  | { readonly error: string };

/** Bytes of a round trip. */
export const BYTES = 64;
