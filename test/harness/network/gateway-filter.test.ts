import test from "ava";
import { gatewayFilter } from "../../../harness/network/gateway/accepts.ts";
import { packetOf } from "../../../harness/network/packet.ts";
import { arpPacket, ethernet, ipv4 } from "./helpers/frames.ts";

const mac = "02:00:00:00:00:01";
const [gateway, dns, everybody] = ["52:55:0a:00:02:02", "52:55:0a:00:02:03", "ff:ff:ff:ff:ff:ff"];
const to = (destination: string, address: string) =>
  packetOf(ethernet(destination, mac, 0x0800, ipv4("10.0.2.15", address, 17, Buffer.alloc(8))));

const cases = [
  ["to the host", to(gateway, "10.0.2.2"), true, true],
  ["to the name server", to(dns, "10.0.2.3"), true, true],
  ["to the whole network", to(everybody, "255.255.255.255"), true, true],
  ["to the network's own broadcast address", to(everybody, "10.0.2.255"), true, true],
  ["ARP", packetOf(ethernet(everybody, mac, 0x0806, arpPacket(1, mac, "10.0.2.15", mac, "10.0.2.2"))), true, true],
  ["to an address outside, through the gateway", to(gateway, "192.0.2.1"), false, true],
  ["to an address that begins alike", to(gateway, "10.0.3.2"), false, true],
  ["to a multicast group", to("01:00:5e:00:00:fb", "224.0.0.251"), false, true],
  ["to another device, flooded", to("02:00:00:00:00:02", "10.0.2.16"), false, false],
  ["cut off in its addresses", packetOf(to(gateway, "10.0.2.2").subarray(4, 36)), true, true],
] as const;

for (const [title, packet, without, withInternet] of cases) {
  test(`a packet ${title} ${without ? "goes" : "does not go"} to the gateway without internet, and ${withInternet ? "goes" : "does not go"} with it`, (t) => {
    const counted = { internet: 0 };
    t.is(gatewayFilter(false, counted)(packet), without);
    t.is(counted.internet, !without && withInternet ? 1 : 0);
    t.is(gatewayFilter(true, { internet: 0 })(packet), withInternet);
  });
}
