import { crc32 } from "node:zlib";
import { formatIPv4, parseIPv4 } from "../base/address.ts";
import { UsageError } from "../base/errors.ts";

/** The app image's format, as `firmware/app/image.h` has it; all numbers are little-endian. */
const magic = 0x53544941;
const version = 2;
const headerSize = 64;
/** With the seed behind them. */
const seededSize = 96;
const seedSize = seededSize - headerSize;
/** Where the bytes begin that the CRC-32 covers. */
const checkedFrom = 16;
const kinds = ["source", "builtin", "snapshot"] as const;

/** What is in an image. */
export interface Image {
  /** JavaScript source in UTF-8, the name of a C program in the firmware, or byte code, by `kind`. */
  readonly program: Uint8Array;
  /** Default `"source"`. */
  readonly kind: (typeof kinds)[number];
  /** Of a snapshot: which engine's byte code it is. Of source: the number in its name in stacks. Else 0. */
  readonly id: number;
  /** The program's arguments. */
  readonly args: readonly string[];
  /** Dotted IPv4 addresses; address `"0.0.0.0"` asks for DHCP. */
  readonly network: ImageNetwork;
  /** Milliseconds since 1970 at power-on, 0 where it is unknown. */
  readonly epoch: number;
  /**
   * 32 bytes that the device's random bytes are made of, where it has no source of its own. `undefined`: none. An image that boots more than
   * once, as one in flash does, must have none: each boot would have the same bytes.
   */
  readonly seed: Uint8Array | undefined;
}

export interface ImageNetwork {
  readonly address: string;
  readonly netmask: string;
  readonly gateway: string;
  readonly dns: string;
}

export type ImageOptions = Partial<Omit<Image, "program">> & {
  readonly program: string | Uint8Array;
  /** Bytes of the region that the image must fit into: the board's CONFIG_AIO_IMAGE_SIZE. */
  readonly capacity?: number;
};

const dhcp: ImageNetwork = { address: "0.0.0.0", netmask: "0.0.0.0", gateway: "0.0.0.0", dns: "0.0.0.0" };

/**
 * Writes an app image.
 *
 * @throws UsageError `EFBIG` where it does not fit into `capacity`, `EINVAL` a seed that has not 32 bytes
 */
export function writeImage(options: ImageOptions): Uint8Array {
  const { kind = "source", id = 0, args = [], network = dhcp, epoch = 0, seed, capacity = Infinity } = options;
  if (seed !== undefined && seed.length !== seedSize) {
    throw new UsageError(`a seed has ${seedSize} bytes, but ${seed.length} were given`, { code: "EINVAL" });
  }
  const program = Buffer.from(options.program);
  const json = Buffer.from(JSON.stringify(args));
  const argsOffset = seed === undefined ? headerSize : seededSize;
  const programOffset = aligned(argsOffset + json.length + 1);
  const length = programOffset + program.length + 1;
  if (length > capacity) {
    const message = `the program does not fit: its image has ${length} bytes, the device has room for ${capacity}`;
    throw new UsageError(`${message}; raise CONFIG_AIO_IMAGE_SIZE or import less`, { code: "EFBIG" });
  }
  const image = Buffer.alloc(length);
  image.writeUInt32LE(magic, 0);
  image.writeUInt16LE(version, 4);
  image.writeUInt16LE(argsOffset, 6);
  image.writeUInt32LE(length, 8);
  image.set(parseIPv4(network.address), 16);
  image.set(parseIPv4(network.netmask), 20);
  image.set(parseIPv4(network.gateway), 24);
  image.set(parseIPv4(network.dns), 28);
  image.writeUInt32LE(kinds.indexOf(kind), 32);
  image.writeUInt32LE(argsOffset, 36);
  image.writeUInt32LE(json.length, 40);
  image.writeUInt32LE(programOffset, 44);
  image.writeUInt32LE(program.length, 48);
  image.writeUInt32LE(id, 52);
  image.writeBigUInt64LE(BigInt(Math.trunc(epoch)), 56);
  image.set(seed ?? [], headerSize);
  image.set(json, argsOffset);
  image.set(program, programOffset);
  image.writeUInt32LE(crc32(image.subarray(checkedFrom)), 12);
  return image;
}

/**
 * Reads what {@link writeImage} wrote.
 *
 * @throws UsageError `ENOENT` no image, `EPROTO` another format version, `EINVAL` lengths that contradict one another, `EILSEQ` damaged
 */
export function readImage(bytes: Uint8Array): Image {
  const image = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (code: string, message: string) => new UsageError(`not an app image: ${message}`, { code });
  if (image.length < headerSize || image.readUInt32LE(0) !== magic) {
    throw refuse("ENOENT", "it does not begin with AITS");
  }
  if (image.readUInt16LE(4) !== version) {
    throw refuse("EPROTO", `its format has version ${image.readUInt16LE(4)}, this harness reads ${version}`);
  }
  const length = image.readUInt32LE(8);
  const size = image.readUInt16LE(6);
  const part = (field: number) => {
    const start = image.readUInt32LE(field);
    const end = start + image.readUInt32LE(field + 4);
    if (start < size || end >= length) {
      throw refuse("EINVAL", `bytes ${start} to ${end} are not inside its ${length} bytes`);
    }
    return image.subarray(start, end);
  };
  if ((size !== headerSize && size !== seededSize) || length > image.length) {
    throw refuse("EINVAL", `it says that it has ${length} bytes, and has ${image.length}`);
  }
  const [args, program, kind] = [part(36), part(44), kinds[image.readUInt32LE(32)]];
  if (crc32(image.subarray(checkedFrom, length)) !== image.readUInt32LE(12)) {
    throw refuse("EILSEQ", "its CRC-32 does not match");
  }
  if (kind === undefined) {
    throw refuse("EINVAL", `it has a program of unknown kind ${image.readUInt32LE(32)}`);
  }
  const address = (at: number) => formatIPv4(image, at);
  return {
    program,
    kind,
    id: image.readUInt32LE(52),
    args: JSON.parse(args.toString()) as string[],
    network: { address: address(16), netmask: address(20), gateway: address(24), dns: address(28) },
    epoch: Number(image.readBigUInt64LE(56)),
    seed: size === seededSize ? Uint8Array.from(image.subarray(headerSize, seededSize)) : undefined,
  };
}

/** A program begins on a multiple of 8, as the image does. */
function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
