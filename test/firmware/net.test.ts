import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { execa } from "execa";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { requirePath, tools } from "../../harness/setup/checks/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "async-io-ts-net-"));
const virtualTime = ["-icount", "shift=5,align=off,sleep=off"];
/** What a case prints last. */
const lastWords = /^(PASS|FAIL .*)$|"t":"(fault|exit|error)".*\n/m;
const source = readFileSync(join(root, "firmware/freertos/test/net/net.c"), "utf8");
const titles = [...source.matchAll(/^TEST\("(.+)",\s+\w+\)$/gm)].map((match) => match[1] ?? "");

test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** Cases that need a network: QEMU's own, cut off from the host's. */
const networked = /DHCP|ARP/;

/** Boots a machine that runs one case, and gives what it printed up to its last words. */
async function run(t: ExecutionContext, title: string): Promise<string> {
  t.timeout(300_000);
  const { elf } = await ensureFirmware({
    kernel: "freertos",
    engine: "quickjs",
    board: "mps2_an385",
    config: { NET_TEST: true },
  });
  const titleFile = join(folder, `${titles.indexOf(title)}.title`);
  writeFileSync(titleFile, `${title}\0`);
  const machine = ["-machine", "mps2-an385", "-display", "none", "-nodefaults", "-serial", "stdio", "-kernel", elf];
  const loader = ["-device", `loader,file=${titleFile},addr=0x21000000,force-raw=on`];
  const nic = networked.test(title) ? ["-nic", "user,model=lan9118,restrict=on"] : [];
  const qemu = await requirePath(tools.qemu, { root, env: process.env });
  const child = execa(qemu, [...machine, ...loader, ...nic, ...virtualTime], {
    reject: false,
    timeout: 120_000,
    stdin: "ignore",
  });
  let output = "";
  for await (const line of child) {
    output += `${line}\n`;
    if (lastWords.test(output)) {
      child.kill();
    }
  }
  return output;
}

for (const title of titles) {
  test(title, async (t) => t.regex(await run(t, title), /^PASS$/m));
}

test("the source's cases were found", (t) => t.true(titles.length >= 27, `${titles.length} titles`));
