import { basename, extname } from "node:path";
import { InvalidArgumentError } from "commander";
import { deviceAddress } from "../network/addresses.ts";

/** As many as a network has addresses for. */
const most = 113;

/** Reads how many devices run the program. */
export function deviceCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > most) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  }
  return count;
}

/** One of the devices that run the same program. */
export interface Numbered {
  /** `echo-1` for the first of several that run `echo.ts`; undefined for one alone, which is called as its program. */
  readonly name: string | undefined;
  /** In the order of the devices, whichever comes up first. */
  readonly address: string | undefined;
  readonly args: readonly string[];
}

/**
 * The devices of a run. `{index}`, from 1, `{name}` and `{count}` in the program's arguments are each device's own, so that one program
 * can be several parts.
 */
export function numbered(file: string, count: number, args: readonly string[]): Numbered[] {
  if (count === 1) {
    return [{ name: undefined, address: undefined, args }];
  }
  const stem = basename(file, extname(file));
  return Array.from({ length: count }, (_, at) => {
    const own: Readonly<Record<string, string>> = {
      index: String(at + 1),
      name: `${stem}-${at + 1}`,
      count: String(count),
    };
    const fill = (arg: string) => arg.replaceAll(/\{(index|name|count)\}/g, (_all, key: string) => own[key] ?? "");
    return { name: own.name, address: deviceAddress(at), args: args.map(fill) };
  });
}
