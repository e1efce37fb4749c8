/** The seeds of random bytes, from boot to boot. */
import { fileURLToPath } from "node:url";
import test from "ava";
import { ensureFirmware } from "../../harness/build/firmware.ts";
import { bundle, makeSnapshot } from "../../harness/build/index.ts";
import { checkOptions } from "../../harness/device/options.ts";
import { type BootOptions, VirtualNetwork } from "../../harness/index.ts";
import { bootImage } from "./boot-image.ts";
import { bootProgram } from "./program.ts";

const bytes = /^(\d+ ){32}[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$/;

async function printed(options: BootOptions): Promise<string> {
  await using device = await bootProgram("random", options);
  await device.exit;
  return device.output;
}

/** Of one device after the other on a network of its own each time. */
async function printedOn(seed: number, names: readonly string[]): Promise<string[]> {
  await using network = await VirtualNetwork.create({ time: "virtual", seed });
  network.time.resume();
  const outputs = [];
  for (const name of names) {
    outputs.push(await printed({ network, name }));
  }
  return outputs;
}

test("two boots in real time have different bytes", async (t) => {
  const [one, two] = [await printed({ time: "real" }), await printed({ time: "real" })];
  t.regex(one, bytes);
  t.regex(two, bytes);
  t.not(one, two);
});

test("two boots in virtual time have the same bytes", async (t) => {
  const one = await printed({ time: "virtual" });
  t.regex(one, bytes);
  t.is(await printed({ time: "virtual" }), one);
});

test("in virtual time the bytes depend on the network's seed, and each device has its own", async (t) => {
  const [a, b] = await printedOn(7, ["a", "b"]);
  t.regex(a ?? "", bytes);
  t.not(b, a);
  t.deepEqual(await printedOn(7, ["a", "b"]), [a, b] as string[]);
  const [other] = await printedOn(8, ["a"]);
  t.regex(other ?? "", bytes);
  t.not(other, a);
});

test("an image without a seed gives no bytes, and says what to do", async (t) => {
  const choices = checkOptions({});
  const firmware = await ensureFirmware(choices);
  const { release } = choices;
  const { code } = await bundle(fileURLToPath(new URL("programs/random.ts", import.meta.url)), { release });
  const mapPositions = (text: string) => text;
  const image = release
    ? { kind: "snapshot" as const, ...(await makeSnapshot(code, { dir: firmware.dir, mapPositions })) }
    : { program: code };
  await using device = await bootImage(image, firmware);
  t.deepEqual(await device.exit, { code: 0, reason: "program" });
  t.regex(
    device.output,
    /^ENOTSUP getRandomValues: this device has no source of random bytes \(ENOTSUP\): on a board choose /,
  );
});
