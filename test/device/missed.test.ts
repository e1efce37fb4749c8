/** That nothing gets lost which happens while a device is about to wait: between its look at the sockets and its sleep. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { withTemporaryFolder } from "../../harness/base/temporary-folder.ts";
import { chooseDevice } from "../../harness/device/choose-device.ts";
import { type Device, VirtualNetwork } from "../../harness/index.ts";
import { bootProgram } from "./program.ts";
import { stoppedAt } from "./support/stopped-at.ts";

/** Where it sleeps is a function of Zephyr's. */
const zephyr = chooseDevice({}).kernel === "zephyr" ? test : test.skip;
const sleeps = "z_impl_k_poll";
const refused = "gave up: ECONNREFUSED";

interface Setting {
  readonly network: VirtualNetwork;
  readonly device: Device;
  readonly server: Server;
  /** Stops the device where it is about to sleep, and does something there. */
  stop(work: () => Promise<unknown>): Promise<void>;
}

/** Boots a program that connects to a server on the host. */
async function set(t: ExecutionContext, program: string, work: (setting: Setting) => Promise<void>): Promise<void> {
  const server = createServer((socket) => socket.on("error", () => undefined));
  t.teardown(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `10.0.2.2:${(server.address() as AddressInfo).port}`;
  await withTemporaryFolder(async (folder) => {
    const path = join(folder, "gdb");
    await using network = await VirtualNetwork.create();
    await using device = await bootProgram(program, {
      network,
      args: [address, "60000", "1000"],
      qemuArgs: ["-gdb", `unix:${path},server=on,wait=off`],
    });
    const stop: Setting["stop"] = (then) => stoppedAt({ path, firmware: device.info.firmware, name: sleeps }, then);
    await work({ network, device, server, stop });
  });
}

zephyr("the end of a stream is not missed", (t) =>
  set(t, "client", async ({ network, device, server, stop }) => {
    const [socket] = (await once(server, "connection")) as [Socket];
    // Each of these has the device wait once more.
    const timer = setInterval(() => socket.write("go on\n"), 50);
    await device.expect("read go on");
    await stop(async () => {
      clearInterval(timer);
      const ends = network.frame(({ source, tcp }) => source !== "02:00:00:00:00:01" && tcp?.fin === true);
      socket.end();
      await ends;
    });
    await device.expect("end of stream");
    t.pass();
  }),
);

zephyr("that a connection is refused is not missed", (t) =>
  set(t, "gives-up", async ({ network, device, server, stop }) => {
    server.close();
    // So that the answer comes when the device waits, and not before.
    device.link.set({ latency: 50 });
    await device.expect(refused);
    await stop(async () => {
      await network.frame(({ source, tcp }) => source !== "02:00:00:00:00:01" && tcp?.rst === true);
      // Until its cable has given it to the device.
      await network.frames.none(() => true, { for: 60 });
    });
    await device.expect(refused);
    await device.expect(refused);
    t.pass();
  }),
);
