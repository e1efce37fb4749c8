import { once } from "node:events";
import { connect } from "node:net";
import { Elf } from "../../../harness/base/elf.ts";
import { GdbStub } from "../../../harness/machine/qemu/gdb-stub.ts";

/**
 * Stops a device at the first instruction of a function, does something there, and lets the device go on. Frames that the network gives it
 * meanwhile arrive at its next instruction.
 *
 * @param path of the Unix socket that QEMU was told to listen at, by `-gdb`
 */
export async function stoppedAt(
  { path, firmware, name }: { path: string; firmware: string; name: string },
  work: () => unknown,
): Promise<void> {
  const address = (await Elf.read(firmware)).symbol(name)?.address;
  if (address === undefined) {
    throw new Error(`the firmware has no function ${name}`);
  }
  const breakpoint = `1,${address.toString(16)},2`;
  const socket = connect(path);
  // Whoever connects stops the device, and is told so.
  await once(socket, "data");
  const stub = new GdbStub(socket);
  try {
    await stub.command(`Z${breakpoint}`);
    await stub.go();
    await work();
    // While it is stopped QEMU keeps frames for it. An instruction at a time, without interrupts, it is given them.
    for (let i = 0; i < 4; i++) {
      await stub.exchange(["s"]);
    }
    await stub.command(`z${breakpoint}`, "D");
  } finally {
    socket.destroy();
  }
}
