import { Duplex } from "node:stream";
import test from "ava";
import { Qmp, QmpError } from "../../../../harness/machine/qemu/qmp.ts";

/** QEMU's end of the connection: what it was sent, and a way to answer. */
class Peer extends Duplex {
  readonly received: { execute: string; id: number; arguments?: unknown }[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const line of chunk.toString().trimEnd().split("\n")) {
      this.received.push(JSON.parse(line));
    }
    done();
  }

  say(...values: unknown[]): void {
    this.push(values.map((value) => `${JSON.stringify(value)}\r\n`).join(""));
  }
}

const greeting = { QMP: { version: {}, capabilities: [] } };

async function opened(): Promise<{ peer: Peer; qmp: Qmp }> {
  const peer = new Peer();
  const qmp = new Qmp(peer);
  const opening = qmp.open();
  peer.say(greeting);
  await untilReceived(peer, 1);
  peer.say({ return: {}, id: peer.received[0]?.id });
  await opening;
  return { peer, qmp };
}

async function untilReceived(peer: Peer, count: number): Promise<void> {
  while (peer.received.length < count) {
    await new Promise(setImmediate);
  }
}

test("it waits for the greeting, then leaves the negotiation", async (t) => {
  const { peer } = await opened();
  t.deepEqual(
    peer.received.map(({ execute }) => execute),
    ["qmp_capabilities"],
  );
});

test("answers find their commands in whatever order they come", async (t) => {
  const { peer, qmp } = await opened();
  const [first, second] = [qmp.execute("query-status"), qmp.execute("query-version", { verbose: true })];
  t.deepEqual(peer.received[2]?.arguments, { verbose: true });
  peer.say({ return: "two", id: peer.received[2]?.id }, { event: "STOP" }, { return: "one", id: peer.received[1]?.id });
  t.deepEqual(await Promise.all([first, second]), ["one", "two"]);
});

test("an answer that comes in pieces is put together", async (t) => {
  const { peer, qmp } = await opened();
  const answer = qmp.execute("query-name");
  for (const piece of ['{"ret', 'urn": {"name": "ü"}, "id": 2', "}\r", "\n"]) {
    peer.push(piece);
    await new Promise(setImmediate);
  }
  t.deepEqual(await answer, { name: "ü" });
});

test("a refused command says which it was and what QEMU said", async (t) => {
  const { peer, qmp } = await opened();
  const refused = qmp.execute("does-not-exist");
  peer.say({ error: { class: "CommandNotFound", desc: "The command has not been found" }, id: 2 });
  const error = await t.throwsAsync(refused, { instanceOf: QmpError, code: "EINVAL" });
  t.regex(error?.message ?? "", /"does-not-exist": The command has not been found/);
});

test("events reach their listeners until they leave", async (t) => {
  const { peer, qmp } = await opened();
  const heard: unknown[] = [];
  const off = qmp.on("SHUTDOWN", (data) => heard.push(data));
  peer.say({ event: "SHUTDOWN", data: { guest: true } }, { event: "RESUME" });
  await new Promise(setImmediate);
  off();
  peer.say({ event: "SHUTDOWN", data: "again" });
  await new Promise(setImmediate);
  t.deepEqual(heard, [{ guest: true }]);
});

const garbage = test.macro(async (t, line: string) => {
  const { peer, qmp } = await opened();
  const pending = qmp.execute("query-status");
  peer.push(`${line}\r\n`);
  const error = await t.throwsAsync(pending, { instanceOf: QmpError, code: "EPROTO" });
  t.regex(error?.message ?? "", /expected QMP/);
  await t.throwsAsync(qmp.execute("stop"), { is: error }, "what is asked later fails with the first error");
  t.true(peer.destroyed);
});

test("a line that is not JSON ends the connection with an error that shows it", garbage, "Segmentation fault");
test("JSON that is no object ends the connection", garbage, "[1, 2]");
test("an answer to nothing that was asked ends the connection", garbage, '{"return": {}, "id": 99}');
test("an answer without an id ends the connection", garbage, '{"return": {}}');

test("garbage instead of the greeting fails the start", async (t) => {
  const peer = new Peer();
  const opening = new Qmp(peer).open();
  peer.push("SSH-2.0-OpenSSH_9.2\r\n");
  const error = await t.throwsAsync(opening, { code: "EPROTO" });
  t.regex(error?.message ?? "", /SSH-2\.0/);
});

test("when QEMU ends, everything that waits fails, and so does what is asked later", async (t) => {
  const { peer, qmp } = await opened();
  const pending = [qmp.execute("query-status"), qmp.execute("stop")];
  peer.destroy();
  for (const each of pending) {
    await t.throwsAsync(each, { code: "ECONNRESET" });
  }
  await t.throwsAsync(qmp.execute("cont"), { code: "ECONNRESET" });
});

test("QEMU that ends before its greeting fails the start", async (t) => {
  const peer = new Peer();
  const opening = new Qmp(peer).open();
  peer.destroy();
  await t.throwsAsync(opening, { code: "ECONNRESET" });
});
