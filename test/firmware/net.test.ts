import test from "ava";
import { portCases, titlesIn, virtualTime } from "./port-case.ts";

const { run } = portCases("NET_TEST");
const titles = titlesIn("net/net.c", /^TEST\("(.+)",\s+\w+\)$/gm);

/** Cases that need a network: QEMU's own, cut off from the host's. */
const networked = /DHCP|ARP/;
const nic = ["-nic", "user,model=lan9118,restrict=on"];

for (const title of titles) {
  test(title, async (t) => {
    t.regex(await run(t, title, [...virtualTime, ...(networked.test(title) ? nic : [])]), /^PASS$/m);
  });
}

test("the source's cases were found", (t) => t.true(titles.length >= 27, `${titles.length} titles`));
