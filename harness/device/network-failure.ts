import type { DeviceRecord } from "../console/records.ts";

/** Newlib's ETIMEDOUT, which the firmware tells where no DHCP server answered. */
const noAnswer = -116;

/** Where the device is, which is what there is to look at. */
export type Whereabouts = "board" | "qemu" | "nowhere";

const advice: Readonly<Record<Whereabouts, string>> = {
  board:
    "no DHCP server gave the board an address within 15 s: is its Ethernet cable in, and has that network such a server?",
  qemu:
    "the network's DHCP server gave the device no address within 15 s of its time: does a link or a partition keep their frames from " +
    "one another, or is the device's cable unplugged?",
  nowhere:
    'no DHCP server gave the device an address within 15 s, as it is on no network: leave out address: "dhcp", or network: false',
};

/**
 * What to look at where a device's network did not come up. Returns undefined for every other record.
 */
export function explainNetworkFailure({ t, message }: DeviceRecord, where: Whereabouts): string | undefined {
  const [text, code] = /^the network did not come up \((-?\d+)\)/.exec(String(message)) ?? [];
  if (t !== "error" || text === undefined) {
    return undefined;
  }
  return Number(code) === noAnswer
    ? `${text}: ${advice[where]}`
    : `${text}: has the firmware a driver for the board's Ethernet, and is it enabled in its devicetree?`;
}
