/** What one object file puts into one section of the firmware. */
export interface Contribution {
  /** The output section: `.text`, `.bss`. */
  readonly section: string;
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  /** The object file, with its archive: `libengine.a(quickjs.c.obj)`; `*fill*` for what only aligns the next one. */
  readonly object: string;
}

const output = /^([.\w][\w.]*)(?:\s|$)/;
/** ` .text.main  0x00000150  0x20 CMakeFiles/…`; a long name stands on a line of its own before the numbers. */
const input = /^ (?:[.\w][^\s]*)?\s+0x([\da-f]+)\s+0x([\da-f]+) (\S.*)$/;
/** What the linker left empty so that something is aligned. */
const fill = /^ (\*fill\*)\s+0x([\da-f]+)\s+0x([\da-f]+)/;
const notLoaded = /^\.(?:debug|comment|stab|ARM\.attributes|symtab|strtab|shstrtab)/;

/**
 * Reads what GNU ld's map file (`-Map`) says of the sections that are on the device.
 *
 * @throws Error it is no such file
 */
export function readMap(text: string): Contribution[] {
  const start = text.indexOf("\nLinker script and memory map\n");
  if (start < 0) {
    throw new Error("this is no map file of GNU ld: it has no part named “Linker script and memory map”");
  }
  const found: Contribution[] = [];
  let section = "";
  for (const line of text.slice(start + 1).split("\n")) {
    section = output.exec(line)?.[1] ?? section;
    const [, gap, gapAddress, gapSize] = fill.exec(line) ?? [];
    const [, address = gapAddress, size = gapSize, object = gap] = input.exec(line) ?? [];
    if (address !== undefined && size !== undefined && object !== undefined && !notLoaded.test(section)) {
      found.push({ section, address: Number.parseInt(address, 16), size: Number.parseInt(size, 16), object });
    }
  }
  return found.filter(({ size }) => size > 0);
}
