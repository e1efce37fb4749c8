import { UsageError } from "../base/errors.ts";

/** Bytes of the length that QEMU's stream puts before each frame, in network order. */
export const lengthSize = 4;
/** The longest frame that is taken: nothing that emulates Ethernet sends a longer one. */
export const longestFrame = 0x10000;

/**
 * A packet is what goes over a stream: the length, then the frame. It stays in one piece from port to port, so that forwarding
 * copies nothing.
 */
export function packetOf(frame: Uint8Array): Buffer {
  if (frame.length === 0 || frame.length > longestFrame) {
    throw new UsageError(`a frame has 1 to ${longestFrame} bytes, but ${frame.length} were given`, {
      code: "EMSGSIZE",
    });
  }
  const packet = Buffer.allocUnsafe(lengthSize + frame.length);
  packet.writeUInt32BE(frame.length, 0);
  packet.set(frame, lengthSize);
  return packet;
}
