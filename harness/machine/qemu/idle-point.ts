import type { Elf, ElfSymbol } from "../../base/elf.ts";
import { TimeError } from "../../base/time-error.ts";

/** Where a firmware idles, and what of its code has to be another so that the machine can be stopped there. */
export interface IdlePoint {
  /** The instruction before `wfi`: the machine stops behind it instead of sleeping. */
  readonly address: number;
  /** What that instruction reads, and nothing else does. */
  readonly watched: number;
  /** The `wfi`. */
  readonly sleep: number;
  readonly patches: readonly Patch[];
}

export interface Patch {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Thumb instructions, as they lie in memory. */
const dsbWfi = Buffer.from([0xbf, 0xf3, 0x4f, 0x8f, 0x30, 0xbf]);
/** Bytes of the barrier. */
const barrier = 4;
/** `ldr.w r3, [pc]`: both functions have r3 to spare there. */
const load = Buffer.from([0xdf, 0xf8, 0x00, 0x30]);
const cpsidI = Buffer.from([0x72, 0xb6]);
const cpsieI = Buffer.from([0x62, 0xb6]);

/** The functions of both kernels that end in, or call what ends in, `wfi`. */
const idle = "arch_cpu_idle";
const callers = ["z_idle"];

/**
 * Finds where a firmware idles: the barrier before the `wfi` of `arch_cpu_idle`. It becomes a load that is watched: QEMU forgets all
 * code that it has translated when a breakpoint stops it, which costs 15 ms, but not for a watchpoint.
 *
 * There, interrupts have to be enabled: the machine goes on by taking an interrupt, and comes back. Zephyr masks them by PRIMASK until
 * `wfi` is over, as on hardware an interrupt between the two would be slept through. Here none is, so that `cpsid i` becomes `cpsie i`.
 *
 * @throws TimeError `ENOTSUP` the firmware has no such place
 */
export function findIdlePoint(elf: Elf): IdlePoint {
  const body = code(elf, idle);
  const at = body === undefined ? -1 : body.bytes.indexOf(dsbWfi);
  if (body === undefined || at === -1) {
    throw new TimeError(
      `the firmware has no function ${idle} with "dsb; wfi" in it, where virtual time could stop it`,
      "ENOTSUP",
    );
  }
  const address = body.symbol.address + at;
  const masks = [{ ...body, bytes: body.bytes.subarray(0, at) }, ...callers.flatMap((name) => code(elf, name) ?? [])];
  // An instruction reads pc as its own address plus 4, and a literal's is rounded down to a word.
  const watched = address + barrier - ((address + barrier) % 4);
  return {
    address,
    watched,
    sleep: address + barrier,
    patches: [{ address, bytes: load }, ...masks.flatMap(unmask)],
  };
}

interface Code {
  readonly symbol: ElfSymbol;
  readonly bytes: Buffer;
}

function code(elf: Elf, name: string): Code | undefined {
  const symbol = elf.symbol(name);
  const bytes = symbol === undefined ? undefined : elf.bytes(symbol.address, symbol.size);
  return symbol === undefined || bytes === undefined ? undefined : { symbol, bytes };
}

function unmask({ symbol, bytes }: Code): Patch[] {
  const patches: Patch[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes.subarray(at, at + 2).equals(cpsidI)) {
      patches.push({ address: symbol.address + at, bytes: cpsieI });
    }
  }
  return patches;
}
