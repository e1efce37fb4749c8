import { EventEmitter } from "node:events";
import { parseIPv4, parseMac } from "../../harness/base/address.ts";
import { encodeDatagram } from "../../harness/network/encode/datagram.ts";
import { encodeEthernet } from "../../harness/network/encode/ethernet.ts";
import { ethertypes } from "../../harness/network/ethertypes.ts";
import { Frame } from "../../harness/network/frame.ts";
import { numberOf } from "../../harness/network/gateway/places.ts";
import type { Attachment } from "../../harness/network/index.ts";
import type { LinkClock } from "../../harness/network/link/clock.ts";
import { lengthSize, packetOf } from "../../harness/network/packet.ts";
import { PacketReader } from "../../harness/network/packet-reader.ts";
import type { PacketStream } from "../../harness/network/port.ts";
import { Delayed } from "../../harness/network/tcp/delayed.ts";
import { flags, readSegment, type Segment, writeSegment } from "../../harness/network/tcp/segment.ts";
import { Client } from "./client.ts";
import { protocols, transportChecksum } from "./frames/headers.ts";

const ipv4At = lengthSize + 14;
const tcpAt = ipv4At + 20;
/** Frames that a replay chooses from. */
const recordedFrames = 64;
/** Ports of connections, in order, so that none comes again for long. */
const ports = { first: 20_000, count: 40_000 } as const;
const udpPort = 19_999;

/** Where the device is. */
export interface Remote {
  readonly mac: string;
  readonly address: string;
}

/**
 * An honest host on the virtual network, in this process: it answers ARP, and its clients talk to the device by the harness's TCP. All that
 * it does is a matter of the network's clock, so that it is the same in each run of virtual time.
 */
export class Station {
  /** What it sent last. */
  readonly recorded: Buffer[] = [];
  readonly #place: Attachment;
  readonly #remote: Remote;
  readonly #clock: LinkClock;
  readonly #delayed: Delayed;
  readonly #clients = new Map<number, Client>();
  readonly #reader = new PacketReader();
  readonly #stream: StationStream;
  readonly #heard = new Set<(payload: Buffer) => void>();
  #out: Buffer[] = [];
  #made = 0;

  constructor(place: Attachment, remote: Remote, clock: LinkClock) {
    this.#place = place;
    this.#remote = remote;
    this.#clock = clock;
    this.#delayed = new Delayed(clock);
    this.#stream = new StationStream((bytes) => this.#reader.push(bytes, (packet) => this.#receive(packet)));
    place.join(this.#stream);
  }

  /** Begins a connection to a port of the device. */
  connect(remotePort: number): Client {
    const localPort = this.#freePort();
    const ends = { ...this.#addresses, localPort, remotePort };
    const client = new Client({
      clock: this.#clock,
      delayed: this.#delayed,
      ends,
      initial: (this.#made * 64_021) >>> 0,
      send: (packet) => this.#complete(packet),
      onGone: () => this.#clients.delete(localPort),
    });
    this.#clients.set(localPort, client);
    client.connect();
    return client;
  }

  /** Connections that stay keep theirs while all others come around. */
  #freePort(): number {
    const port = ports.first + (this.#made++ % ports.count);
    return this.#clients.has(port) ? this.#freePort() : port;
  }

  /** Sends a datagram to a port of the device. */
  send(port: number, payload: Uint8Array): void {
    const { mac, address } = this.#place;
    this.#send(packetOf(encodeDatagram({ mac, address, port: udpPort }, { ...this.#remote, port }, payload)));
  }

  /** Calls back for each datagram from the device until the returned function is called. */
  onDatagram(callback: (payload: Buffer) => void): () => void {
    this.#heard.add(callback);
    return () => this.#heard.delete(callback);
  }

  #receive(packet: Buffer): void {
    const frame = new Frame(packet.subarray(lengthSize));
    const { arp, udp } = frame;
    const { mac, address } = this.#place;
    if (arp?.operation === "request" && arp.target === address) {
      this.#send(packetOf(arpReply(mac, address, arp.senderMac, arp.sender)));
    } else if (frame.destination !== mac || frame.ipv4?.destination !== address) {
      // A frame to everybody, or to a station that is not here.
    } else if (udp?.destinationPort === udpPort && isIntact(frame)) {
      for (const callback of this.#heard) {
        callback(Buffer.from(udp.payload));
      }
    } else if (frame.tcp !== undefined) {
      const end = ipv4At + packet.readUInt16BE(ipv4At + 2);
      const segment = readSegment(packet, tcpAt, end);
      if (segment !== undefined) {
        this.#receiveSegment(packet.readUInt16BE(tcpAt), packet.readUInt16BE(tcpAt + 2), segment);
      }
    }
  }

  /**
   * Asks for a connection with the ends of one that is over here: where the device still has it, it answers where that is (RFC 5961), and gets
   * the reset that fits.
   */
  lookAfter({ conversation: { localPort, sent } }: Client, remotePort: number): void {
    this.#write(localPort, remotePort, { sequence: sent, acknowledgement: 0, flags: flags.syn });
  }

  #receiveSegment(remotePort: number, localPort: number, segment: Segment): void {
    const client = this.#clients.get(localPort);
    if (client !== undefined) {
      client.receive(segment);
    } else if ((segment.flags & flags.ack) !== 0 && (segment.flags & flags.rst) === 0) {
      // Of no connection (RFC 9293, 3.5.2).
      const { acknowledgement: sequence } = segment;
      this.#write(localPort, remotePort, { sequence, acknowledgement: 0, flags: flags.rst });
    }
  }

  #write(localPort: number, remotePort: number, part: Pick<Segment, "sequence" | "acknowledgement" | "flags">): void {
    const ends = { ...this.#addresses, localPort, remotePort };
    this.#complete(writeSegment(ends, { ...part, window: 0xffff, mss: undefined, data: Buffer.alloc(0) }));
  }

  get #addresses(): { readonly localAddress: number; readonly remoteAddress: number } {
    return { localAddress: numberOf(this.#place.address), remoteAddress: numberOf(this.#remote.address) };
  }

  /** Adds the MAC addresses. */
  #complete(packet: Buffer): void {
    packet.set(parseMac(this.#remote.mac), lengthSize);
    packet.set(parseMac(this.#place.mac), lengthSize + 6);
    this.#send(packet);
  }

  #send(packet: Buffer): void {
    this.recorded.push(packet.subarray(lengthSize));
    if (this.recorded.length > recordedFrames) {
      this.recorded.shift();
    }
    // Not while the switch hands out what it has got: answers are sent in a microtask, as the network's own are.
    if (this.#out.push(packet) === 1) {
      queueMicrotask(() => {
        const out = this.#out;
        this.#out = [];
        this.#stream.emit("data", Buffer.concat(out));
      });
    }
  }
}

/** Whether a datagram's checksum is right: links flip bits. */
function isIntact({ ipv4 }: Frame): boolean {
  if (ipv4 === undefined) {
    return false;
  }
  const { source, destination, payload } = ipv4;
  return transportChecksum(parseIPv4(source), parseIPv4(destination), protocols.udp, payload) === 0;
}

/** The end of a cable that is in this process. */
class StationStream extends EventEmitter implements PacketStream {
  readonly writableLength = 0;
  readonly #receive: (bytes: Buffer) => void;

  constructor(receive: (bytes: Buffer) => void) {
    super();
    this.#receive = receive;
  }

  write(bytes: Buffer): void {
    this.#receive(bytes);
  }

  cork(): void {}
  uncork(): void {}
  end(): void {}

  destroy(): void {
    this.emit("close");
  }
}

function arpReply(mac: string, address: string, targetMac: string, target: string): Buffer {
  const payload = Buffer.concat([
    Buffer.from([0, 1, 8, 0, 6, 4, 0, 2]),
    parseMac(mac),
    parseIPv4(address),
    parseMac(targetMac),
    parseIPv4(target),
  ]);
  return encodeEthernet({ source: mac, destination: targetMac, ethertype: ethertypes.arp, payload });
}
