/** Eight devices on one network, each with a program of its own, of every kind that there is here. */
import { createSocket } from "node:dgram";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "ava";
import { type BootOptions, boot, type Device } from "../../../harness/index.ts";
import { lookForWorkspace } from "../../../harness/zephyr/index.ts";
import { openNetwork } from "./helpers/network.ts";
import { temporaryFolder } from "./helpers/temporary.ts";

const letters = [..."abcdefgh"];

/** Takes a text by UDP, adds its letter and passes it to the next device, by that one's name. */
function program(at: number): string {
  const letter = letters[at] ?? "";
  const next = `device-${letters[(at + 1) % letters.length]}.test:9`;
  return `
    import { sleep, UdpSocket } from "async-io-ts";
    const socket = await UdpSocket.bind("0.0.0.0:9");
    console.log("ready");
    const buffer = new Uint8Array(64);
    for (;;) {
      const [count] = await socket.recvFrom(buffer);
      const text = new TextDecoder().decode(buffer.subarray(0, count)) + "${letter}";
      console.log("has " + text);
      if (text.length > ${letters.length}) break;
      await socket.sendTo(new TextEncoder().encode(text), "${next}");
      if (text.length === ${letters.length}) break;
      ${letter === "a" ? "" : "break;"}
    }
    await sleep(10);
    socket.close();
  `;
}

type Kind = Pick<BootOptions, "kernel" | "board">;

/** Zephyr and another board too where there is a workspace: what one device is must not matter to the others. */
function kinds(): readonly Kind[] {
  const common: Kind = { kernel: "freertos" };
  return lookForWorkspace() === undefined
    ? [common]
    : [common, { kernel: "zephyr" }, { kernel: "zephyr", board: "mps2_an521_cpu0" }];
}

test("eight devices with a program each pass a text around by their names", async (t) => {
  t.timeout(1_200_000, "firmware may have to be built first");
  const folder = await temporaryFolder(t);
  const network = await openNetwork(t);
  const available = kinds();
  t.log(`devices: ${available.map((kind) => Object.values(kind).join(" on ")).join(", ")}`);
  const devices = await Promise.all(
    letters.map(async (letter, at): Promise<Device> => {
      const file = join(folder, `${letter}.ts`);
      await writeFile(file, program(at));
      const kind = available[at % available.length];
      // As many as there are start at once: a busy machine takes its time.
      return boot(file, { network, name: `device ${letter}`, ...kind, bootTimeout: 60_000 });
    }),
  );
  t.teardown(() => Promise.all(devices.map((device) => device.stop())));
  t.is(new Set(devices.map(({ address }) => address)).size, letters.length);
  await Promise.all(devices.map((device) => device.expect("ready", { timeout: 60_000 })));
  const [first] = devices as [Device];
  const { port } = await first.forward(9, { protocol: "udp" });
  const socket = createSocket("udp4");
  socket.send("", port, "127.0.0.1", () => socket.close());
  await t.notThrowsAsync(first.expect("has abcdefgha", { timeout: 60_000 }));
});
