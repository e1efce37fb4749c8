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

const outside = (address: string, protocol: number, port: number, fragment = 0) => {
  const packet = ipv4("10.0.2.15", address, protocol, Buffer.from([0, 9, port >> 8, port & 0xff, 0, 8, 0, 0]));
  packet.writeUInt16BE(fragment, 6);
  return packetOf(ethernet(gateway, mac, 0x0800, packet));
};

for (const [title, internet, packet, passes] of [
  ["TCP to an address and port", ["203.0.113.5:80"], outside("203.0.113.5", 6, 80), true],
  ["UDP to them", ["203.0.113.5:80"], outside("203.0.113.5", 17, 80), true],
  ["another port", ["203.0.113.5:80"], outside("203.0.113.5", 6, 81), false],
  ["another address", ["203.0.113.5:80"], outside("203.0.113.6", 6, 80), false],
  ["a ping, where a port is asked for", ["203.0.113.5:80"], outside("203.0.113.5", 1, 80), false],
  ["a ping", ["203.0.113.5"], outside("203.0.113.5", 1, 0), true],
  ["a later fragment, which has no port", ["203.0.113.5:80"], outside("203.0.113.5", 17, 81, 1), true],
  ["the last address of a network", ["203.0.113.0/24:80"], outside("203.0.113.255", 6, 80), true],
  ["one outside it", ["203.0.113.0/24:80"], outside("203.0.114.0", 6, 80), false],
  ["the second of two ports", ["203.0.113.5:80", "203.0.113.5:443"], outside("203.0.113.5", 6, 443), true],
  ["everything", ["0.0.0.0/0"], outside("255.0.0.1", 6, 1), true],
  ["a port that is cut off", ["203.0.113.5:80"], outside("203.0.113.5", 6, 80).subarray(0, 41), false],
] as const) {
  test(`${title}: ${passes ? "passes" : "does not pass"} with ${JSON.stringify(internet)}, and ${passes ? "is not" : "is"} counted`, (t) => {
    const counted = { internet: 0 };
    t.is(gatewayFilter(internet, counted)(packet), passes);
    t.is(counted.internet, passes ? 0 : 1);
    t.true(gatewayFilter(internet, counted)(to(gateway, "10.0.2.2")));
  });
}

for (const text of ["example.org", "203.0.113.5:0", "203.0.113.5:70000", "203.0.113.0/33", "203.0.113", ""]) {
  test(`${JSON.stringify(text)} is refused as a destination`, (t) => {
    t.throws(() => gatewayFilter([text], { internet: 0 }), { code: "EINVAL" });
  });
}

for (const [title, packet, without, withInternet] of cases) {
  test(`a packet ${title} ${without ? "goes" : "does not go"} to the gateway without internet, and ${withInternet ? "goes" : "does not go"} with it`, (t) => {
    const counted = { internet: 0 };
    t.is(gatewayFilter(false, counted)(packet), without);
    t.is(counted.internet, !without && withInternet ? 1 : 0);
    t.is(gatewayFilter(true, { internet: 0 })(packet), withInternet);
  });
}
