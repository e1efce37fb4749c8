/** A section of the firmware. */
export interface Section {
  /** `.text`, `.bss`; Zephyr's have no dot. */
  readonly name: string;
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  /** Where the device has its contents before it starts: in flash, for data too. Undefined where there are none: `.bss`. */
  readonly load: number | undefined;
}

/** What one object file puts into one section of the firmware. */
export interface Contribution {
  readonly section: Section;
  /** The object file's own section: `.text.main`; empty for `*fill*`. */
  readonly input: string;
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  /** The object file, with its archive: `libengine.a(quickjs.c.obj)`; `*fill*` for what only aligns the next one. */
  readonly object: string;
}

const output = /^(?!LOAD |OUTPUT\()([.\w][\w.]*)(?=\s|$)/;
/** `  0x000000c0  0x1000`, and for what is copied when the firmware starts ` load address 0x00000120`. */
const place = /^\s+0x([\da-f]+)\s+0x([\da-f]+)(?: load address 0x([\da-f]+))?$/;
/** ` .text.main  0x00000150  0x20 CMakeFiles/…`; a long name stands on a line of its own before the numbers. */
const input = /^ (\S+)?\s+0x([\da-f]+)\s+0x([\da-f]+) (\S.*)$/;
const inputName = /^ (\S+)$/;
/** What the linker left empty so that something is aligned. */
const fill = /^ (\*fill\*)\s+0x([\da-f]+)\s+0x([\da-f]+)/;
/** Sections that no file holds: the linker gives some of them a load address all the same. */
const unset = /^\.?(?:bss|noinit|stack|heap)|_(?:bss|noinit)$/;
const notLoaded = /^\.(?:debug|comment|stab|ARM\.attributes|gnu\.|symtab|strtab|shstrtab)/;

/**
 * Reads what GNU ld's map file (`-Map`) says of the sections that are on the device; what is empty is left out.
 *
 * @throws Error it is no such file
 */
export function readMap(text: string): Contribution[] {
  const start = text.indexOf("\nLinker script and memory map\n");
  if (start < 0) {
    throw new Error("this is no map file of GNU ld: it has no part named “Linker script and memory map”");
  }
  const found: Contribution[] = [];
  let section = sectionOf("", []);
  let named = "";
  for (const line of text.slice(start + 1).split("\n")) {
    const [heading, name = section.name] = output.exec(line) ?? [];
    const where = place.exec(line.slice(heading?.length ?? 0));
    if (heading !== undefined || (where !== null && section.size === 0)) {
      section = sectionOf(name, where ?? []);
      continue;
    }
    const contribution = readContribution(line, named);
    if (contribution !== undefined && contribution.size > 0 && !notLoaded.test(section.name)) {
      found.push({ section, ...contribution });
    }
    named = inputName.exec(line)?.[1] ?? "";
  }
  return found.map((contribution, index) => trimmed(contribution, found[index + 1])).filter(({ size }) => size > 0);
}

/** The linker tells the size that an object's texts had before it left out what others have too: the next one is nearer then. */
function trimmed(contribution: Contribution, next: Contribution | undefined): Contribution {
  const { section, address, size } = contribution;
  const end = next?.section === section ? next.address : section.address + section.size;
  return { ...contribution, size: Math.min(size, Math.max(0, end - address)) };
}

function sectionOf(name: string, [, address = "0", size = "0", load = address]: readonly string[]): Section {
  return { name, address: hex(address), size: hex(size), load: unset.test(name) ? undefined : hex(load) };
}

/** @param named the input section's name, where it stood on the line before */
function readContribution(line: string, named: string): Omit<Contribution, "section"> | undefined {
  const [, gap, gapAddress = "", gapSize = ""] = fill.exec(line) ?? [];
  if (gap !== undefined) {
    return { input: "", address: hex(gapAddress), size: hex(gapSize), object: gap };
  }
  const [, name = named, address, size, object] = input.exec(line) ?? [];
  return address === undefined || size === undefined || object === undefined
    ? undefined
    : { input: name, address: hex(address), size: hex(size), object };
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}
