import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { foldSum, partialSum } from "../encode/checksum.ts";
import { udpPackets } from "../encode/udp.ts";
import { destinationOf, numberOf, places } from "./places.ts";

/** How many clients and device's ports are remembered, and for how long without a datagram: milliseconds of this host's clock. */
const memory = { count: 256, milliseconds: 240_000 } as const;

/** Where an answer of a device's goes: a client of a forwarded port. */
interface Client {
  /** Which of {@link Datagrams}' ports is its own. */
  readonly who: string;
  readonly socket: Socket;
  readonly address: string;
  readonly port: number;
}

/** A socket of this host that stands for a device's port. */
interface Way {
  readonly socket: Socket;
  used: number;
}

/** A datagram between a device and the gateway. Addresses are numbers. */
export interface Received {
  readonly source: number;
  readonly destination: number;
  /** With its header. */
  readonly bytes: Buffer;
}

/** Datagrams between devices and this host. */
export class Datagrams {
  readonly #send: (packet: Buffer, address: number) => void;
  readonly #flush: () => void;
  /** By the device's address and port, and the gateway's port: clients of forwarded ports, the newest at the end. */
  readonly #clients = new Map<string, Client>();
  /** The gateway's port of each client. */
  readonly #ports = new Map<string, number>();
  /** By the device's address and port, and what it talks to: the one that was used last at the end. */
  readonly #ways = new Map<string, Way>();
  #identification = 0;

  constructor(send: (packet: Buffer, address: number) => void, flush: () => void) {
    this.#send = send;
    this.#flush = flush;
  }

  /** Has a socket of this host lead to a device's port. Answers of the device go to the client that they are for. */
  enter(socket: Socket, device: number, devicePort: number): void {
    socket.on("message", (payload, client) => {
      const sourcePort = this.#portOf(socket, client, device, devicePort);
      this.#toDevice({ source: places.host, sourcePort, device, devicePort, payload });
    });
    socket.once("close", () => this.#forgetClients((one) => one.socket === socket));
  }

  /** Takes a datagram of a device. */
  receive({ source, destination, bytes }: Received): void {
    const length = bytes.length < 8 ? 0 : bytes.readUInt16BE(4);
    if (length < 8 || length > bytes.length || !isIntact(bytes, length, source, destination)) {
      return;
    }
    const [from, to] = [bytes.readUInt16BE(0), bytes.readUInt16BE(2)];
    const payload = bytes.subarray(8, length);
    const client = destination === places.host ? this.#clients.get(`${source}:${from} ${to}`) : undefined;
    if (client !== undefined) {
      client.socket.send(payload, client.port, client.address, () => {});
      return;
    }
    const target = destinationOf(destination, to);
    if (target !== undefined) {
      // An error is the datagram's, which is lost; what sends it is not told, as on any network.
      this.#way(source, from, destination).socket.send(payload, target.port, target.host, () => {});
    }
  }

  /** A device is not there any more. */
  forget(device: number): void {
    this.#forgetClients((_, key) => key.startsWith(`${device}:`));
    for (const [key, { socket }] of this.#ways) {
      if (key.startsWith(`${device}:`)) {
        this.#ways.delete(key);
        socket.close();
      }
    }
  }

  close(): void {
    this.#clients.clear();
    this.#ports.clear();
    for (const { socket } of this.#ways.values()) {
      socket.close();
    }
    this.#ways.clear();
  }

  /** The gateway's port that stands for a client: the client's own, where no other client of that device's port has it. */
  #portOf(socket: Socket, { address, port }: RemoteInfo, device: number, devicePort: number): number {
    const who = `${device}:${devicePort} ${socket.address().address}:${socket.address().port} ${address}:${port}`;
    const known = this.#ports.get(who);
    if (known !== undefined) {
      return known;
    }
    let chosen = port;
    while (this.#clients.has(`${device}:${devicePort} ${chosen}`)) {
      chosen = chosen === 0xffff ? 1024 : chosen + 1;
    }
    let extra = this.#clients.size - memory.count + 1;
    this.#forgetClients(() => extra-- > 0);
    this.#ports.set(who, chosen);
    this.#clients.set(`${device}:${devicePort} ${chosen}`, { who, socket, address, port });
    return chosen;
  }

  #forgetClients(isGone: (client: Client, key: string) => boolean): void {
    for (const [key, client] of this.#clients) {
      if (isGone(client, key)) {
        this.#clients.delete(key);
        this.#ports.delete(client.who);
      }
    }
  }

  /** The socket from which a device's port talks to the host, to the name server, or to anything outside. */
  #way(device: number, devicePort: number, destination: number): Way {
    const isOutside = destination !== places.host && destination !== places.nameServer;
    const key = `${device}:${devicePort} ${isOutside ? "outside" : destination}`;
    const now = performance.now();
    const known = this.#ways.get(key);
    this.#ways.delete(key);
    const way = known ?? this.#open(key, { device, devicePort, ...(!isOutside && { answersFrom: destination }) });
    way.used = now;
    this.#ways.set(key, way);
    return way;
  }

  #open(key: string, { device, devicePort, answersFrom }: Opening): Way {
    this.#forgetWays();
    const socket = createSocket("udp4");
    socket.on("message", (payload, { address, port }) => {
      const isName = answersFrom === places.nameServer;
      const source = answersFrom ?? numberOf(address);
      this.#toDevice({ source, sourcePort: isName ? 53 : port, device, devicePort, payload });
    });
    socket.on("error", () => {
      this.#ways.delete(key);
      socket.close();
    });
    return { socket, used: 0 };
  }

  #forgetWays(): void {
    const before = performance.now() - memory.milliseconds;
    for (const [key, { socket, used }] of this.#ways) {
      if (used >= before && this.#ways.size < memory.count) {
        return;
      }
      this.#ways.delete(key);
      socket.close();
    }
  }

  #toDevice({ source, sourcePort, device, devicePort, payload }: ToDevice): void {
    this.#identification = (this.#identification + 1) & 0xffff;
    const datagram = { source, sourcePort, destination: device, destinationPort: devicePort, payload };
    for (const packet of udpPackets(datagram, this.#identification)) {
      this.#send(packet, device);
    }
    this.#flush();
  }
}

interface Opening {
  readonly device: number;
  readonly devicePort: number;
  /** The address that its answers come from; without it, the one that they really come from. */
  readonly answersFrom?: number;
}

interface ToDevice {
  readonly source: number;
  readonly sourcePort: number;
  readonly device: number;
  readonly devicePort: number;
  readonly payload: Buffer;
}

/** Whether a datagram's checksum is right; 0 says that there is none. */
function isIntact(bytes: Buffer, length: number, source: number, destination: number): boolean {
  if (bytes.readUInt16BE(6) === 0) {
    return true;
  }
  const words = (number: number) => (number >>> 16) + (number & 0xffff);
  return foldSum(partialSum(bytes, 0, length, words(source) + words(destination) + 17 + length)) === 0;
}
