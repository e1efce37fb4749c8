/** What ends the command from outside, and that nothing is left of it. */
import { once } from "node:events";
import test from "ava";
import { deviceArguments, entry, type Running, Workspace } from "../support/command.ts";
import { scenario } from "../support/fake-device.ts";

const workspace = new Workspace();

test.afterEach.always((t) => {
  t.deepEqual(workspace.leftovers(), []);
});

/** A run whose program waits for ever, as soon as it has said so. */
async function waiting(code = ""): Promise<Running> {
  const running = workspace.start(deviceArguments(`device.start(); ${code} device.print("ready\\n");`));
  await once(running.child.stdout ?? running.child, "data");
  return running;
}

test.serial("Ctrl-C ends the run with code 130", async (t) => {
  const { child, ended } = await waiting();
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  t.is(code, 130);
  t.is(stderr, "");
});

test.serial("SIGTERM ends the run with code 143", async (t) => {
  const { child, ended } = await waiting();
  child.kill("SIGTERM");
  t.is((await ended).code, 143);
});

test.serial("a second Ctrl-C does not wait for QEMU", async (t) => {
  // This QEMU takes the command to quit, and does not.
  const stubborn =
    'export default (device) => { device.start(); device.print("ready\\n"); }; export const commands = { quit: () => ({}) };';
  const { child, ended } = workspace.start(deviceArguments(stubborn));
  await once(child.stdout ?? child, "data");
  const start = performance.now();
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGINT"), 100);
  t.is((await ended).code, 130);
  t.true(performance.now() - start < 1_900, "the first one alone waits two seconds");
  await workspace.untilClean();
});

test.serial("Ctrl-C while the device boots ends with code 130, too", async (t) => {
  const { child, ended } = workspace.start(deviceArguments('device.print("booting\\n");'));
  await once(child.stdout ?? child, "data");
  child.kill("SIGINT");
  t.is((await ended).code, 130);
});

test.serial("a command that is killed takes its device with it", async (t) => {
  const { child, ended } = await waiting();
  t.true(workspace.leftovers().length > 0, "the device runs");
  child.kill("SIGKILL");
  t.is((await ended).signal, "SIGKILL");
  await workspace.untilClean();
});

test.serial("a reader that closes stdout ends the run as a broken pipe does", async (t) => {
  const { child, ended } = workspace.start(
    deviceArguments('device.start(); setInterval(() => device.print("line\\n"), 1);'),
  );
  await once(child.stdout ?? child, "data");
  child.stdout?.destroy();
  t.is((await ended).code, 141);
});

test.serial("a QEMU that is killed is a crash with code 70", async (t) => {
  const { code, stderr } = await workspace.device(
    'device.start(); setTimeout(() => process.kill(process.pid, "SIGKILL"), 20);',
  );
  t.is(code, 70);
  t.regex(stderr, /^async-io: QEMU ended by SIGKILL\n$/);
});

/** A program of a user's that boots a fake device, which waits for ever. */
function host(ending: string): Running {
  workspace.write("main.ts", "export {};\n");
  const harness = new URL("../../../harness/index.ts", import.meta.url).href;
  const firmware = scenario('device.start(); device.print("ready\\n");');
  const file = workspace.write(
    "host.mts",
    `import { boot } from ${JSON.stringify(harness)};
     const device = await boot("main.ts", { firmware: ${JSON.stringify(firmware)} });
     await device.expect("ready");
     ${ending}`,
  );
  return workspace.spawn([file]);
}

test.serial("a host program that throws takes its device with it", async (t) => {
  const { code, stderr } = await host('throw new Error("a mistake");').ended;
  t.is(code, 1);
  t.regex(stderr, /a mistake/);
  await workspace.untilClean();
});

test.serial("a host program that exits without a word takes its device with it", async (t) => {
  t.is((await host("process.exit(3);").ended).code, 3);
  await workspace.untilClean();
});

test.serial("a host program that gets a signal it does not handle takes its device with it", async (t) => {
  t.is((await host('process.kill(process.pid, "SIGTERM"); await new Promise(() => {});').ended).signal, "SIGTERM");
  await workspace.untilClean();
});

test.serial("a stdout that cannot be written is told of, with a code of its own", async (t) => {
  const run = 'device.start(); device.print("line\\n"); setTimeout(() => device.exit(0), 60000);';
  const words = [process.execPath, entry, ...deviceArguments(run)];
  const { code, stderr } = await workspace.spawnIn("sh", ["-c", '"$@" > /dev/full', "sh", ...words]).ended;
  t.is(code, 74);
  t.regex(stderr, /^async-io: cannot write the device's output to stdout: ENOSPC/);
});
