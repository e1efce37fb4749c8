import { Duplex } from "node:stream";
import test from "ava";
import { TimeError } from "../../../../harness/base/time-error.ts";
import { gdbPacket } from "../../../../harness/machine/qemu/gdb-packet.ts";
import { GdbStub } from "../../../../harness/machine/qemu/gdb-stub.ts";

/** A stub that gives these answers, whatever it is asked, and what it was asked. */
function stub(...answers: string[]) {
  const asked: string[] = [];
  const stream = new Duplex({
    read: () => {},
    write: (chunk, _encoding, done) => {
      asked.push(String(chunk));
      stream.push(answers.map(gdbPacket).join(""));
      done();
    },
  });
  return { stub: new GdbStub(stream), asked };
}

const hex = (text: string) => Buffer.from(text).toString("hex");

test("commands of the monitor go to QEMU in one piece with the machine's going on", async (t) => {
  const { stub: qemu, asked } = stub("OK", "OK", "T05thread:01;");
  await qemu.go(0x1000, ["one", "two"]);
  t.deepEqual(asked, [["qRcmd,6f6e65", "qRcmd,74776f", "c1001"].map(gdbPacket).join("")]);
});

test("what the monitor prints about a command that it refuses is in the error", async (t) => {
  const { stub: qemu } = stub(`O${hex("Error: no such object\n")}`, "OK", "T05thread:01;");
  const error = await t.throwsAsync(qemu.go(undefined, ["qom-set /objects/none a 1"]), { instanceOf: TimeError });
  t.is(error?.code, "EIO");
  t.regex(error?.message ?? "", /no such object.*qom-set \/objects\/none a 1/s);
});
