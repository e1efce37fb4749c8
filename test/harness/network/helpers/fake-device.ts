import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Frame } from "../../../../harness/network/frame.ts";
import type { Attachment } from "../../../../harness/network/index.ts";
import { lengthSize, packetOf } from "../../../../harness/network/packet.ts";
import { PacketReader } from "../../../../harness/network/packet-reader.ts";
import { arpPacket, ethernet, ipv4, udp } from "./frames.ts";

/**
 * As much of a device as a network needs: it joins like QEMU does, answers ARP, and echoes UDP.
 */
export class FakeDevice {
  readonly frames: Frame[] = [];
  readonly socket: Socket;
  readonly #place: Attachment;
  readonly #reader = new PacketReader();
  readonly #waiting = new Set<() => void>();

  private constructor(place: Attachment, socket: Socket) {
    this.#place = place;
    this.socket = socket;
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      this.#reader.push(chunk, (packet) => this.#receive(new Frame(packet.subarray(lengthSize))));
      for (const check of this.#waiting) {
        check();
      }
    });
  }

  static async join(place: Attachment): Promise<FakeDevice> {
    const path = /addr\.path=(.*)$/.exec(place.netdevArgs[1] ?? "")?.[1] ?? "";
    const socket = connect(path);
    await once(socket, "connect");
    return new FakeDevice(place, socket);
  }

  send(frame: Uint8Array): void {
    this.socket.write(packetOf(frame));
  }

  /** An ARP request, by which the switch learns where this device is. */
  announce(target = this.#place.address): void {
    const { mac, address } = this.#place;
    this.send(ethernet("ff:ff:ff:ff:ff:ff", mac, 0x0806, arpPacket(1, mac, address, "00:00:00:00:00:00", target)));
  }

  /** Sends a datagram to another station. */
  sendUdp(mac: string, to: string, ports: { from: number; to: number }, payload: Uint8Array): void {
    this.send(ethernet(mac, this.#place.mac, 0x0800, ipv4(this.#place.address, to, 17, udp(ports, payload))));
  }

  /** The first frame, of those that have come or will, that matches. */
  async frame(matches: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve) => {
      const check = () => {
        const found = this.frames.find(matches);
        if (found !== undefined) {
          this.#waiting.delete(check);
          resolve(found);
        }
      };
      this.#waiting.add(check);
      check();
    });
  }

  #receive(frame: Frame): void {
    this.frames.push(new Frame(Uint8Array.from(frame.bytes)));
    const { mac, address } = this.#place;
    const { arp, ipv4: packet, udp: datagram } = frame;
    if (arp?.operation === "request" && arp.target === address) {
      this.send(ethernet(arp.senderMac, mac, 0x0806, arpPacket(2, mac, address, arp.senderMac, arp.sender)));
    }
    if (packet?.destination === address && datagram?.destinationPort === 7) {
      this.sendUdp(frame.source, packet.source, { from: 7, to: datagram.sourcePort }, datagram.payload);
    }
  }
}
