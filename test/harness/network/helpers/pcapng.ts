/** What a test wants to know of a packet in a capture. */
export interface Captured {
  readonly name: string;
  readonly direction: "in" | "out";
  readonly comment: string | undefined;
  readonly frame: Buffer;
  readonly nanoseconds: bigint;
}

/** Reads a pcapng file by its specification, apart from the code that wrote it. */
export function readCapture(file: Buffer): Captured[] {
  const names: string[] = [];
  const packets: Captured[] = [];
  let at = 0;
  while (at < file.length) {
    const [type, length] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)];
    if (length % 4 !== 0 || file.readUInt32LE(at + length - 4) !== length) {
      throw new Error(`block at ${at}: lengths ${length} and ${file.readUInt32LE(at + length - 4)} differ`);
    }
    const body = file.subarray(at + 8, at + length - 4);
    if (type === 1) {
      names.push(options(body.subarray(8)).get(2)?.toString() ?? "");
    } else if (type === 6) {
      const captured = body.readUInt32LE(12);
      const given = options(body.subarray(20 + Math.ceil(captured / 4) * 4));
      packets.push({
        name: names[body.readUInt32LE(0)] ?? "unknown interface",
        direction: given.get(2)?.readUInt32LE(0) === 1 ? "in" : "out",
        comment: given.get(1)?.toString(),
        frame: body.subarray(20, 20 + captured),
        nanoseconds: (BigInt(body.readUInt32LE(4)) << 32n) + BigInt(body.readUInt32LE(8)),
      });
    }
    at += length;
  }
  return packets;
}

function options(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 0;
  while (at + 4 <= bytes.length && bytes.readUInt16LE(at) !== 0) {
    const length = bytes.readUInt16LE(at + 2);
    found.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}
