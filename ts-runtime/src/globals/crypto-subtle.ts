import { sleep } from "../sleep.ts";
import { namedError } from "./named-error.ts";
import { start384, start512 } from "./sha-constants.ts";
import { begin1, begin256, type Compress, compress1, compress256 } from "./sha32.ts";
import { compress512, halves } from "./sha64.ts";

interface Hash {
  readonly begin: () => Int32Array;
  readonly compress: Compress;
  /** Bytes of a block. */
  readonly block: number;
  /** Bytes of the result. */
  readonly size: number;
}

const hashes: Readonly<Record<string, Hash>> = {
  "SHA-1": { begin: begin1, compress: compress1, block: 64, size: 20 },
  "SHA-256": { begin: begin256, compress: compress256, block: 64, size: 32 },
  "SHA-384": { begin: () => halves(start384), compress: compress512, block: 128, size: 48 },
  "SHA-512": { begin: () => halves(start512), compress: compress512, block: 128, size: 64 },
};

/** Blocks between two looks at what else is to be done. */
const blocksInTurn = 8;

const subtle = { digest };

// Named as `crypto.subtle`: a program that has crypto only for random bytes has nothing of this file.
export { subtle as "crypto.subtle", subtle as "globalThis.crypto.subtle" };

/** The hash of bytes, which are copied before this returns. What else is to be done is done between blocks. */
async function digest(
  algorithm: string | { readonly name: string },
  data: ArrayBuffer | ArrayBufferView,
): Promise<ArrayBuffer> {
  const name = `${typeof algorithm === "object" ? algorithm.name : algorithm}`.toUpperCase();
  const hash = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
  if (hash === undefined) {
    const message = `digest: expected ${Object.keys(hashes).join(", ")}, got ${JSON.stringify(name)} (ENOTSUP)`;
    throw Object.assign(namedError("NotSupportedError", message), { code: "ENOTSUP" });
  }
  const blocks = padded(data, hash.block);
  const state = hash.begin();
  for (let at = 0, turn = 1; at < blocks.byteLength; at += hash.block, turn++) {
    hash.compress(state, blocks, at);
    if (turn % blocksInTurn === 0) {
      await sleep(0);
    }
  }
  const result = new DataView(new ArrayBuffer(state.length * 4));
  for (let i = 0; i < state.length; i++) {
    result.setInt32(i * 4, state[i] as number);
  }
  return result.buffer.slice(0, hash.size) as ArrayBuffer;
}

/** The bytes, a bit, zeros, and how many bits they were, in whole blocks. */
function padded(data: ArrayBuffer | ArrayBufferView, block: number): DataView {
  if (!(data instanceof ArrayBuffer || ArrayBuffer.isView(data))) {
    throw Object.assign(new TypeError("digest: expected an ArrayBuffer or a view of one (EINVAL)"), { code: "EINVAL" });
  }
  const bytes =
    data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const { length } = bytes;
  const blocks = new Uint8Array(Math.ceil((length + 1 + block / 8) / block) * block);
  blocks.set(bytes);
  blocks[length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(blocks.length - 4, length * 8);
  return view;
}
