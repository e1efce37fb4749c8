import { execa } from "execa";

/** A symbol of a firmware: where it is, and how many bytes it has (0 where that is not known). */
export interface Symbol {
  readonly address: number;
  readonly size: number;
}

/** A firmware's symbols, by name. */
export type Symbols = ReadonlyMap<string, Symbol>;

/** Reads an ELF file's symbols. */
export async function readSymbols(elf: string): Promise<Symbols> {
  const { stdout } = await execa("arm-none-eabi-nm", ["--print-size", elf]);
  const lines = stdout.matchAll(/^([\da-f]{8})(?: ([\da-f]{8}))? \w (\S+)$/gm);
  return new Map(
    Array.from(lines, ([, address = "", size = "0", name = ""]) => [
      name,
      { address: Number.parseInt(address, 16), size: Number.parseInt(size, 16) },
    ]),
  );
}

/** A symbol that has to be there. */
export function symbol(symbols: Symbols, name: string): Symbol {
  const found = symbols.get(name);
  if (found === undefined) {
    throw new Error(`the firmware has no symbol ${name}`);
  }
  return found;
}
