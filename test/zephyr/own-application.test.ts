/** An application of one's own: built with the options that docs/zephyr.md has, and no others, and booted as it is. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { boot, type Device } from "../../harness/index.ts";
import { lookForWorkspace } from "../../harness/zephyr/index.ts";
import { needs } from "../support/needs.ts";
import { buildApplication } from "./support/build-application.ts";

const workspace = lookForWorkspace();
const zephyr = needs("a west workspace", workspace !== undefined, test.serial);
const dir = join(root, "build", "zephyr-own-application");
const elf = join(dir, "zephyr", "zephyr.elf");

if (workspace !== undefined) {
  test.before("the application is built", async (t) => {
    t.timeout(1_200_000);
    const page = readFileSync(join(root, "docs", "zephyr.md"), "utf8");
    const [, options = ""] = /`prj\.conf` needs[\s\S]*?```\n([\s\S]*?)```/.exec(page) ?? [];
    const file = `${dir}.conf`;
    mkdirSync(join(root, "build"), { recursive: true });
    writeFileSync(file, options);
    const source = join(root, "test", "zephyr", "fixtures", "own-application");
    await buildApplication(workspace, {
      ...{ source, dir, name: "zephyr-own-application" },
      args: [`-DAIO_ROOT=${root}`, `-DCONF_FILE=${file}`],
    });
  });
}

async function send(device: Device, text: string): Promise<string> {
  const { host, port } = await device.forward(9, { protocol: "udp" });
  const socket = createSocket("udp4");
  const answer = once(socket, "message");
  socket.send(text, port, host);
  const ended = device.exit.then(() => ["the device ended"]);
  const [said] = await Promise.race([answer, ended]);
  socket.close();
  return String(said);
}

zephyr("it has none of the repairs of Zephyr", (t) => {
  const config = readFileSync(join(dir, "zephyr", ".config"), "utf8");
  t.regex(config, /^CONFIG_AIO=y$/m);
  t.regex(config, /^# CONFIG_AIO_FIXES is not set$/m);
  t.false(readFileSync(elf).includes("__wrap_"));
});

zephyr("its console and its network are there, with reactor, timers and loop", async (t) => {
  await using device = await boot(elf);
  await device.expect("started: 0, 1, 1", { timeout: 60_000 });
  await device.expect("the timer fired", { timeout: 60_000 });
  t.is(await send(device, "hello"), "hello");
});

zephyr("its fault is a crash, with the function", async (t) => {
  await using device = await boot(elf, { name: "own" });
  await device.expect("the timer fired", { timeout: 60_000 });
  t.is(await send(device, "fault"), "the device ended");
  t.deepEqual(await device.exit, { code: 70, reason: "crash" });
  t.regex(
    device.diagnosis ?? "",
    /^crash: usage fault: Attempt to execute undefined instruction\n {4}at 0x[\da-f]{8} answer at .*own-application\/src\/main\.c:\d+/,
  );
});

zephyr("its time can be virtual", async (t) => {
  await using device = await boot(elf, { time: "virtual" });
  await device.expect("the timer fired", { timeout: 60_000 });
  t.true(device.output.includes("started: 0, 1, 1"));
});

zephyr("what only a program in TypeScript has is refused", async (t) => {
  await t.throwsAsync(boot(elf, { args: ["one"] }), { code: "EINVAL", message: /takes no arguments$/ });
  await t.throwsAsync(boot(elf, { config: { AIO_MAX_TIMERS: 1 } }), { message: /takes no Kconfig options/ });
  await t.throwsAsync(boot(elf, { port: "/dev/ttyACM0" }), { code: "ENOTSUP" });
});

test("an application that is not there is told of", async (t) => {
  await t.throwsAsync(boot("none.elf"), {
    code: "ENOENT",
    message: /none\.elf cannot be taken: there is no such file/,
  });
});
