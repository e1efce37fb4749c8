import type { DeviceRecord } from "../console/records.ts";

/** Newlib's ETIMEDOUT, which the firmware tells where no DHCP server answered. */
const noAnswer = -116;

/**
 * What to look at where a board's network did not come up. Returns undefined for every other record.
 */
export function explainNetworkFailure({ t, message }: DeviceRecord): string | undefined {
  const [text, code] = /^the network did not come up \((-?\d+)\)/.exec(String(message)) ?? [];
  if (t !== "error" || text === undefined) {
    return undefined;
  }
  return Number(code) === noAnswer
    ? `${text}: no DHCP server gave the board an address within 15 s: is its Ethernet cable in, and has that network such a server?`
    : `${text}: has the firmware a driver for the board's Ethernet, and is it enabled in its devicetree?`;
}
