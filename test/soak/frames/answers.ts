import dns from "dns-packet";
import type { Dice } from "../dice.ts";
import type { Target } from "../target.ts";
import { protocols, stranger, toDevice, uint32 } from "./headers.ts";
import { udpMessage } from "./udp.ts";

const magic = 0x63825363;

/** What a name server answers, with names that point to themselves, counts that are wrong, and bytes that are no message. */
function dnsMessage(dice: Dice): Buffer {
  const name = dice.pick(["host.test", "a.test", "x".repeat(63)]);
  const whole = dns.encode({
    type: "response",
    id: dice.word(),
    flags: dice.word() & 0x7fff,
    questions: [{ type: "A", name }],
    answers: [{ type: "A", name, ttl: dice.long() & 0x7fff_ffff, data: "203.0.113.66" }],
  });
  const bytes = Buffer.from(whole);
  if (dice.chance(0.5)) {
    bytes.writeUInt16BE(dice.pick([0, 2, 0xffff]), dice.pick([4, 6, 8, 10]));
  }
  if (dice.chance(0.3)) {
    // A pointer to itself, or beyond the end.
    bytes.writeUInt16BE(0xc000 | dice.pick([12, 0x3fff, 0]), 12);
  }
  return dice.chance(0.3) ? bytes.subarray(0, dice.number(0, bytes.length)) : bytes;
}

/** An answer of DHCP: with the number of another transaction, options beyond the end, or nonsense. */
function dhcpMessage(dice: Dice, target: Target): Buffer {
  const header = Buffer.alloc(240);
  header.set([2, 1, dice.pick([6, 6, 255]), 0], 0);
  header.writeUInt32BE(dice.long(), 4);
  header.set(Uint8Array.from([10, 0, 2, 99]), 16);
  header.set(target.mac, 28);
  header.writeUInt32BE(magic, 236);
  const options = Array.from({ length: dice.number(0, 8) }, () => {
    const length = dice.pick([0, 1, 4, 255, dice.byte()]);
    return Buffer.concat([
      Buffer.from([dice.pick([1, 3, 6, 12, 51, 52, 54, 255, 0]), length]),
      dice.bytes(length & 31),
    ]);
  });
  const kind = Buffer.from([53, 1, dice.pick([2, 5, 6, dice.byte()]), 54, 4, 10, 0, 2, 2, 51, 4]);
  return Buffer.concat([header, kind, uint32(dice.pick([0, 1, 60, 0xffff_ffff])), ...options]);
}

/** Answers of name servers and DHCP servers that nobody asked for. */
export function oddAnswers(dice: Dice, target: Target): Buffer {
  const isDns = dice.chance(0.5);
  const server = Uint8Array.from([10, 0, 2, isDns ? 3 : 2]);
  const from = { ...stranger(dice), address: dice.chance(0.5) ? server : stranger(dice).address };
  const ends = { source: from.address, destination: target.address };
  const ports = isDns ? { from: 53, to: dice.number(49_152, 65_535) } : { from: 67, to: 68 };
  const payload = udpMessage(ends, ports, isDns ? dnsMessage(dice) : dhcpMessage(dice, target));
  return toDevice(target, from, { protocol: protocols.udp, payload });
}
