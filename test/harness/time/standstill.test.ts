/** Waits of a test for the host while virtual time stands still: they are told of at once, not at their limit. */
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import { boot, type Device, VirtualNetwork } from "../../../harness/index.ts";

interface Setup {
  readonly network: VirtualNetwork;
  readonly device: Device;
  readonly notices: string[];
}

async function start(t: ExecutionContext, program = join(root, "examples", "echo.ts")): Promise<Setup> {
  const notices: string[] = [];
  const network = await VirtualNetwork.create({ time: "virtual", onNotice: (text) => notices.push(text) });
  t.teardown(() => network.close());
  const device = await boot(program, { network, name: "server" });
  t.teardown(() => device.stop());
  return { network, device, notices };
}

test.serial("a wait for a device's bytes ends with EDEADLK and what to call", async (t) => {
  const { device } = await start(t);
  await device.expect("listening");
  const socket = await device.connect(7);
  socket.write("hello");
  await t.throwsAsync(once(socket, "data"), {
    code: "EDEADLK",
    message: /^what server:7 sends was waited for while virtual time stands still, .* network\.time\.advance\("1s"\)/,
  });
});

test.serial("so does a loop over them", async (t) => {
  const { device } = await start(t);
  await device.expect("listening");
  const socket = await device.connect(7);
  const loop = async () => {
    for await (const chunk of socket) {
      t.fail(String(chunk));
    }
  };
  await t.throwsAsync(loop(), { code: "EDEADLK" });
});

test.serial("a wait that somebody lets time pass for ends well, however often time stands still between", async (t) => {
  const { network, device } = await start(t);
  await device.expect("listening");
  const socket = await device.connect(7);
  for (const text of ["one", "two"]) {
    const data = once(socket, "data");
    // The host's bytes are on the network, in its own time.
    const came = network.frame(({ tcp }) => (tcp?.payload.length ?? 0) > 0);
    socket.write(text);
    await came;
    await network.time.advance("100ms");
    t.is(String((await data)[0]), text);
  }
});

test.serial(
  "the end of a program that is awaited while time stands still is told of, and comes when time passes",
  async (t) => {
    const { network, device } = await start(t, join(root, "test", "harness", "time", "fixtures", "sleeps.ts"));
    const { exit } = device;
    await t.throwsAsync(device.exit, { code: "EDEADLK", message: /^the end of server was waited for/ });
    await network.time.advance("10s");
    t.is((await exit).code, 0);
  },
);

test.serial("what a client of a forwarded port sends while time stands still is told of as a notice", async (t) => {
  const { network, device, notices } = await start(t);
  await device.expect("listening");
  const { port, host } = await device.forward(7);
  const told = new Promise<void>((resolve) => {
    const push = notices.push.bind(notices);
    notices.push = (text) => {
      if (text.includes("stands still")) {
        resolve();
      }
      return push(text);
    };
  });
  const socket = connect(port, host);
  t.teardown(() => socket.destroy());
  socket.write("hello");
  await told;
  t.regex(notices.at(-1) ?? "", /let time pass, with network\.time\.advance/);
  network.time.resume();
  t.is(String((await once(socket, "data"))[0]), "hello");
});
