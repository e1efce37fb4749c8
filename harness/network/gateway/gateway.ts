import { protocols } from "../decode/ipv4.ts";
import { foldSum, partialSum } from "../encode/checksum.ts";
import { ipv4At } from "../encode/ipv4.ts";
import { NetworkError } from "../error.ts";
import { ethertypes } from "../ethertypes.ts";
import type { LinkClock } from "../link/clock.ts";
import { lengthSize } from "../packet.ts";
import { Datagrams } from "./datagrams.ts";
import { echoReply } from "./echo.ts";
import { Fragments } from "./fragments.ts";
import { type Listener, listenTcp, listenUdp } from "./listener.ts";
import { Neighbours } from "./neighbours.ts";
import { isInside, numberOf, places } from "./places.ts";
import type { Rule } from "./rules.ts";
import { type Carried, Streams } from "./streams.ts";

/** What the gateway needs of its network. */
export interface GatewayOptions {
  readonly clock: LinkClock;
  /** Takes a packet of the host's. */
  send(packet: Buffer): void;
  /** Has everybody write what was sent to them. */
  flush(): void;
}

const typeAt = lengthSize + 12;

/**
 * The host's place on the virtual network: joins connections and datagrams of devices with sockets of this process, both ways. It is
 * 10.0.2.2, and stands for the name server and, where they are allowed, for addresses outside.
 */
export class Gateway {
  readonly #neighbours: Neighbours;
  readonly #streams: Streams;
  readonly #datagrams: Datagrams;
  readonly #fragments = new Fragments();
  readonly #listeners = new Set<Listener>();
  #isClosed = false;

  constructor({ clock, send, flush: flushNow }: GatewayOptions) {
    const neighbours = new Neighbours(send);
    const flush = inOneGo(flushNow);
    this.#neighbours = neighbours;
    const out = (packet: Buffer, address: number) => neighbours.send(packet, address);
    this.#streams = new Streams({ clock, send: out, flush });
    this.#datagrams = new Datagrams(out, flush);
  }

  /**
   * Opens a port of this host that leads to a device's; host port 0 is replaced by a free one.
   *
   * @throws NetworkError `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` the port cannot be had; `ENETDOWN` the network was closed
   * @throws the signal's reason; the port is free then
   */
  async forward(rule: Rule, signal?: AbortSignal): Promise<Listener> {
    signal?.throwIfAborted();
    this.#checkOpen();
    const device = numberOf(rule.device);
    const listener = await (rule.protocol === "tcp"
      ? listenTcp(rule, (socket) => this.#streams.enter(socket, device, rule.devicePort))
      : listenUdp(rule, (socket) => this.#datagrams.enter(socket, device, rule.devicePort)));
    if (signal?.aborted || this.#isClosed) {
      listener.close();
    }
    signal?.throwIfAborted();
    this.#checkOpen();
    const close = () => {
      this.#listeners.delete(open);
      listener.close();
    };
    const open = { port: listener.port, close };
    this.#listeners.add(open);
    return open;
  }

  /** Takes a packet that came to the host. */
  take(packet: Buffer): void {
    if (this.#isClosed || packet.length < typeAt + 2) {
      return;
    }
    const type = packet.readUInt16BE(typeAt);
    if (type === ethertypes.arp) {
      this.#neighbours.receive(packet);
    } else if (type === ethertypes.ipv4) {
      this.#takeIPv4(packet);
    }
  }

  /** A device is not there any more. */
  forget(address: string): void {
    const device = numberOf(address);
    this.#neighbours.forget(device);
    this.#streams.forget(device);
    this.#datagrams.forget(device);
  }

  /** Closes all ports and sockets. */
  close(): void {
    this.#isClosed = true;
    for (const listener of this.#listeners) {
      listener.close();
    }
    this.#streams.close();
    this.#datagrams.close();
  }

  #takeIPv4(packet: Buffer): void {
    const carried = carriedBy(packet);
    if (carried === undefined) {
      return;
    }
    const { source, destination, start, end } = carried;
    const isForAll = destination === places.everybody || destination === places.broadcast;
    if (isInside(destination) && destination !== places.host && destination !== places.nameServer && !isForAll) {
      return;
    }
    this.#neighbours.heard(packet, source);
    const protocol = packet.readUInt8(ipv4At + 9);
    const isFragment = (packet.readUInt16BE(ipv4At + 6) & 0x3fff) !== 0;
    if (protocol === protocols.tcp && !isFragment && !isForAll) {
      this.#streams.receive(packet, carried);
      return;
    }
    const bytes = isFragment ? this.#fragments.take(packet, start, end) : packet.subarray(start, end);
    if (bytes !== undefined && protocol === protocols.udp) {
      this.#datagrams.receive({ source, destination, bytes });
    } else if (bytes !== undefined && protocol === protocols.icmp && isInside(destination) && !isForAll) {
      const reply = echoReply(bytes, source, destination);
      if (reply !== undefined) {
        this.#neighbours.send(reply, source);
      }
    }
  }

  #checkOpen(): void {
    if (this.#isClosed) {
      throw new NetworkError("the virtual network has been closed", "ENETDOWN");
    }
  }
}

/** Calls once for all calls of one turn of the event loop: what several sockets brought is one write to a device. */
function inOneGo(callback: () => void): () => void {
  let isDue = false;
  const go = () => {
    isDue = false;
    callback();
  };
  return () => {
    if (!isDue) {
      isDue = true;
      setImmediate(go);
    }
  };
}

/** What an IPv4 packet carries, and for where; undefined where its header is broken, or its sender is none. */
function carriedBy(packet: Buffer): Carried | undefined {
  if (packet.length < ipv4At + 20) {
    return undefined;
  }
  const version = packet.readUInt8(ipv4At);
  const header = (version & 0x0f) * 4;
  const [start, end] = [ipv4At + header, ipv4At + packet.readUInt16BE(ipv4At + 2)];
  if (version >> 4 !== 4 || header < 20 || start > end || end > packet.length) {
    return undefined;
  }
  const source = packet.readUInt32BE(ipv4At + 12);
  const isSender = isInside(source) && source !== places.host && source !== places.nameServer;
  if (foldSum(partialSum(packet, ipv4At, start)) !== 0 || !isSender) {
    return undefined;
  }
  return { start, end, source, destination: packet.readUInt32BE(ipv4At + 16) };
}
