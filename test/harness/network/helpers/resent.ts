import type { VirtualNetwork } from "../../../../harness/index.ts";

/** The gateway's TCP sends what was lost again after a second at the earliest; what a busy machine made late it sends again before. */
const late = 900;

/** Counts, from now on, the segments with data that the gateway sends again because nobody acknowledged them for so long. */
export function watchResent(network: VirtualNetwork): { readonly count: number } {
  const first = new Map<string, number>();
  const resent = { count: 0 };
  const watching = network.frame(
    ({ tcp, ipv4 }) => {
      if (ipv4?.source === "10.0.2.2" && tcp !== undefined && tcp.payload.length > 0) {
        const segment = `${tcp.sourcePort} ${tcp.sequence}`;
        const sent = first.get(segment);
        resent.count += sent !== undefined && performance.now() - sent > late ? 1 : 0;
        first.set(segment, sent ?? performance.now());
      }
      return false;
    },
    { timeout: 120_000 },
  );
  watching.catch(() => {});
  return resent;
}
