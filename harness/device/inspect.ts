import type { Symbols } from "../console/symbols.ts";
import { describeInspected } from "../inspect/describe.ts";
import { inspect } from "../inspect/inspect.ts";
import type { Control } from "../machine/machine.ts";

/** Lines on a device's threads, timers and sockets; none where its firmware does not say where they are. */
export async function inspectDevice(firmware: string, control: Control, symbols: Symbols): Promise<string[]> {
  const registers = await control.registers?.();
  const inspected = await inspect(firmware, (address, length) => control.readMemory(address, length), registers);
  return inspected === undefined ? [] : describeInspected(inspected, (addresses) => symbols.resolve(addresses));
}
