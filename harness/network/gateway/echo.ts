import { protocols } from "../decode/ipv4.ts";
import { checksum, foldSum, partialSum } from "../encode/checksum.ts";
import { ipv4At, ipv4Packet } from "../encode/ipv4.ts";

const echo = { request: 8, reply: 0 } as const;

/** The answer to a ping of the gateway's; undefined where a message is none, or broken. Addresses are numbers; MAC addresses are left out. */
export function echoReply(message: Buffer, source: number, destination: number): Buffer | undefined {
  const isRequest = message.length >= 8 && message.readUInt8(0) === echo.request;
  if (!isRequest || foldSum(partialSum(message, 0, message.length)) !== 0) {
    return undefined;
  }
  const head = { protocol: protocols.icmp, source: destination, destination: source, length: message.length };
  const packet = ipv4Packet(head);
  packet.set(message, ipv4At + 20);
  const reply = packet.subarray(ipv4At + 20);
  reply.writeUInt8(echo.reply, 0);
  reply.writeUInt16BE(0, 2);
  reply.writeUInt16BE(checksum(reply), 2);
  return packet;
}
