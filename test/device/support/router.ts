import { checksum } from "../../../harness/network/encode/checksum.ts";
import { encodeEthernet } from "../../../harness/network/encode/ethernet.ts";

/** A router on a network of its own frames. */
export const router = { mac: "02:00:00:00:00:99", address: "fe800000000000000000000000000099" } as const;

const allNodes = "ff020000000000000000000000000001";
const mac = router.mac.replaceAll(":", "");

/** Its advertisement: whoever hears it gives itself an address of that prefix, 64 bits in hexadecimal. */
export function routerAdvertisement(prefix: string): Buffer {
  const information = `030440c000000e100000070800000000${prefix}${"0".repeat(16)}`;
  return toAllNodes(`8600000040000708${"0".repeat(16)}0101${mac}${information}`);
}

/** Its answer to who asks for it. */
export function neighborAdvertisement(): Buffer {
  return toAllNodes(`88000000a0000000${router.address}0201${mac}`);
}

/** A message of ICMPv6, in hexadecimal and without its checksum. */
function toAllNodes(message: string): Buffer {
  const icmp = Buffer.from(message, "hex");
  const addresses = Buffer.from(`${router.address}${allNodes}`, "hex");
  const pseudo = Buffer.from([0, 0, 0, icmp.length, 0, 0, 0, 58]);
  icmp.writeUInt16BE(checksum(addresses, pseudo, icmp), 2);
  const header = Buffer.from("6000000000003aff", "hex");
  header.writeUInt16BE(icmp.length, 4);
  return encodeEthernet({
    source: router.mac,
    destination: "33:33:00:00:00:01",
    ethertype: 0x86dd,
    payload: Buffer.concat([header, addresses, icmp]),
  });
}
