/** That nothing is on the wire which was addressed to nobody. */
import test from "ava";
import { VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";

const device = "02:00:00:00:00:01";

/** Addresses that no frame may go to, neither a datagram nor a question for their owner. */
const nowhere = new Set(["0.0.0.0", "255.255.255.255", "10.0.2.255", "224.0.0.1", "::", "ff02::1"]);

test("what is refused has sent nothing: no SYN to a group or a broadcast, no datagram to 0.0.0.0 or port 0", async (t) => {
  await using network = await VirtualNetwork.create({ time: "virtual" });
  await using program = await bootProgram("destinations", { network });
  const sent: string[] = [];
  program.link.up.dropFor(60_000, (frame) => {
    const { arp, ipv4, ipv6, tcp, udp } = frame;
    const to = arp?.target ?? ipv4?.destination ?? ipv6?.destination ?? "";
    const isDhcpOrName = udp?.destinationPort === 67 || udp?.destinationPort === 53;
    if (frame.source === device && !isDhcpOrName && (tcp !== undefined || udp !== undefined || arp !== undefined)) {
      const port = tcp?.destinationPort ?? udp?.destinationPort;
      if (nowhere.has(to) || port === 0 || tcp !== undefined) {
        sent.push(frame.toString());
      }
    }
    return false;
  });
  await program.expect("done", { timeout: 60_000 });
  t.deepEqual(sent, []);
  t.deepEqual(program.output.trim().split("\n"), [
    "tcp 0.0.0.0:80 EADDRNOTAVAIL",
    "udp 0.0.0.0:80 EADDRNOTAVAIL",
    "tcp [::]:80 EADDRNOTAVAIL",
    "udp [::]:80 EADDRNOTAVAIL",
    "tcp 10.0.2.2:0 EADDRNOTAVAIL",
    "udp 10.0.2.2:0 EADDRNOTAVAIL",
    "tcp 255.255.255.255:80 ENETUNREACH",
    "tcp 10.0.2.255:80 ENETUNREACH",
    "tcp 224.0.0.1:80 ENETUNREACH",
    "tcp [ff02::1]:80 ENETUNREACH",
    "done",
  ]);
});
