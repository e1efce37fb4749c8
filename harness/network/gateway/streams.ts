import { connect, type Socket } from "node:net";
import type { LinkClock } from "../link/clock.ts";
import { Connection, type ConnectionUser } from "../tcp/connection.ts";
import { Delayed } from "../tcp/delayed.ts";
import { type Ends, flags, readSegment, type Segment, writeSegment } from "../tcp/segment.ts";
import { after } from "../tcp/sequence.ts";
import { Handshakes } from "./handshakes.ts";
import { destinationOf, places } from "./places.ts";
import { Relay } from "./relay.ts";

/** What the gateway's connections are made with. */
export interface StreamsOptions {
  readonly clock: LinkClock;
  /** Sends a packet whose MAC addresses are left out. */
  send(packet: Buffer, address: number): void;
  /** Writes what was sent. */
  flush(): void;
}

/** Ports of connections to devices: those that are not assigned (RFC 6335), in order, so that none is used again for long. */
const ports = { first: 49_152, count: 16_384 } as const;
/** What the first numbers of connections lie apart. */
const step = 64_021;

interface Entry {
  readonly ends: Ends;
  readonly connection: Connection;
  readonly socket: Socket;
}

/** The TCP connections between devices and this host. */
export class Streams {
  readonly #options: StreamsOptions;
  /** By both ports: addresses seldom differ. */
  readonly #entries = new Map<number, Entry[]>();
  readonly #handshakes: Handshakes;
  readonly #delayed: Delayed;
  #made = 0;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#handshakes = new Handshakes(options.clock);
    this.#delayed = new Delayed(options.clock);
  }

  /** Leads a client of this host to a device's port. The connection comes from a port that no other one to that device has. */
  enter(socket: Socket, remoteAddress: number, remotePort: number): void {
    const localAddress = places.host;
    let ends: Ends;
    let tries = 0;
    do {
      const localPort = ports.first + ((this.#made + tries) % ports.count);
      ends = { localAddress, localPort, remoteAddress, remotePort };
      tries++;
    } while (this.#find(ends) !== undefined && tries < ports.count);
    if (this.#find(ends) !== undefined) {
      socket.resetAndDestroy();
      return;
    }
    let answered = () => {};
    const connection = this.#add(ends, socket, () => answered());
    answered = this.#handshakes.begin(remoteAddress, () => connection.connect());
    this.#options.flush();
  }

  /** Takes an IPv4 packet that carries TCP, from `start` to `end`. */
  receive(packet: Buffer, { start, end, source, destination }: Carried): void {
    const segment = readSegment(packet, start, end);
    if (segment === undefined) {
      return;
    }
    const ends: Ends = {
      localAddress: destination,
      localPort: packet.readUInt16BE(start + 2),
      remoteAddress: source,
      remotePort: packet.readUInt16BE(start),
    };
    const entry = this.#find(ends);
    if (entry !== undefined) {
      entry.connection.receive(segment);
    } else if ((segment.flags & (flags.syn | flags.ack | flags.rst)) === flags.syn) {
      this.#leave(ends, segment);
    } else if ((segment.flags & flags.rst) === 0) {
      this.#refuse(ends, segment);
    }
  }

  /** A device is not there any more: what it sent is still written, and its connections end. */
  forget(remoteAddress: number): void {
    for (const { ends, connection, socket } of [...this.#entries.values()].flat()) {
      if (ends.remoteAddress === remoteAddress) {
        connection.stop();
        socket.destroySoon();
      }
    }
  }

  close(): void {
    for (const { connection, socket } of [...this.#entries.values()].flat()) {
      connection.stop();
      socket.destroySoon();
    }
  }

  /** A device asks for a connection to somewhere: it has one as soon as this host does. */
  #leave(ends: Ends, syn: Segment): void {
    const destination = destinationOf(ends.localAddress, ends.localPort);
    if (destination === undefined) {
      this.#refuse(ends, syn);
      return;
    }
    const socket = connect({ ...destination, allowHalfOpen: true });
    const connection = this.#add(ends, socket);
    socket.once("connect", () => {
      connection.accept(syn);
      this.#options.flush();
    });
    // The relay's own listener comes later. A way that is not there answers nothing: the device's own time limit ends it.
    socket.prependOnceListener("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "ECONNREFUSED") {
        connection.refuse(syn);
      } else if (socket.pending) {
        connection.stop();
      }
      this.#options.flush();
    });
  }

  #add(ends: Ends, socket: Socket, onAnswer?: () => void): Connection {
    const { clock, send, flush } = this.#options;
    const key = keyOf(ends);
    this.#made++;
    const initial = (this.#made * step) >>> 0;
    let made: Connection | undefined;
    const make = (user: ConnectionUser) => {
      const connection = new Connection({
        clock,
        delayed: this.#delayed,
        ends,
        initial,
        user,
        send: (packet) => send(packet, ends.remoteAddress),
        onAnswer,
        onGone: () => this.#remove(key, connection),
      });
      made = connection;
      return connection;
    };
    new Relay(socket, make, flush);
    const connection = made as unknown as Connection;
    const same = this.#entries.get(key);
    if (same === undefined) {
      this.#entries.set(key, [{ ends, connection, socket }]);
    } else {
      same.push({ ends, connection, socket });
    }
    return connection;
  }

  #find(ends: Ends): Entry | undefined {
    return this.#entries
      .get(keyOf(ends))
      ?.find(
        ({ ends: { localAddress, remoteAddress } }) =>
          remoteAddress === ends.remoteAddress && localAddress === ends.localAddress,
      );
  }

  #remove(key: number, connection: Connection): void {
    const left = (this.#entries.get(key) ?? []).filter((entry) => entry.connection !== connection);
    if (left.length === 0) {
      this.#entries.delete(key);
    } else {
      this.#entries.set(key, left);
    }
  }

  /** Answers a segment of no connection (RFC 9293, 3.5.2). */
  #refuse(ends: Ends, { sequence, acknowledgement, flags: bits, data }: Segment): void {
    const hasAck = (bits & flags.ack) !== 0;
    const length = data.length + ((bits & flags.syn) === 0 ? 0 : 1) + ((bits & flags.fin) === 0 ? 0 : 1);
    const reset = writeSegment(ends, {
      sequence: hasAck ? acknowledgement : 0,
      acknowledgement: hasAck ? 0 : after(sequence, length),
      flags: hasAck ? flags.rst : flags.rst | flags.ack,
      window: 0,
      mss: undefined,
      data: Buffer.alloc(0),
    });
    this.#options.send(reset, ends.remoteAddress);
  }
}

/** What an IPv4 packet carries, and between which addresses. */
export interface Carried {
  readonly start: number;
  readonly end: number;
  readonly source: number;
  readonly destination: number;
}

function keyOf({ localPort, remotePort }: Ends): number {
  return localPort * 0x10000 + remotePort;
}
