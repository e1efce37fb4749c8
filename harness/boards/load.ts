import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { choose } from "../choices.ts";
import { BootError } from "../errors.ts";
import { root } from "../root.ts";
import type { Board } from "./board.ts";

const folder = join(root, "boards");

/** The names of the boards that this package knows: the folders of `boards/` that hold a board.json. */
export function boardNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes("board.json"))
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads a board's description.
 *
 * @throws UsageError `EINVAL`: there is no such board; the message lists those that there are
 * @throws BootError `EINVAL`: its board.json is not what it should be
 */
export function loadBoard(given: string): Board {
  const name = choose("--board", given, boardNames());
  const file = join(folder, name, "board.json");
  try {
    return readBoard(name, JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new BootError(`${file} does not describe a board: ${(error as Error).message}`, {
      code: "EINVAL",
      cause: error,
    });
  }
}

function readBoard(name: string, json: Record<string, Record<string, unknown> | undefined>): Board {
  const { description, kernels, qemu, image, network } = json;
  return {
    name,
    description: text(description, "description"),
    kernels: Array.isArray(kernels) ? kernels.map((kernel) => text(kernel, "kernels")) : [],
    qemu: { machine: text(qemu?.machine, "qemu.machine") },
    image: { address: number(image?.address, "image.address"), size: number(image?.size, "image.size") },
    network: { model: text(network?.model, "network.model") },
  };
}

function text(value: unknown, field: string): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${field} should be a text, but is ${JSON.stringify(value)}`);
  }
  return value;
}

/** A number, or one in text, so that addresses can be written in hexadecimal. */
function number(value: unknown, field: string): number {
  const result = typeof value === "string" ? Number(value) : value;
  if (typeof result !== "number" || !Number.isSafeInteger(result) || result < 0) {
    throw new TypeError(`${field} should be a whole number, but is ${JSON.stringify(value)}`);
  }
  return result;
}
