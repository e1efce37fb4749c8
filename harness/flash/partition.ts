import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../base/errors.ts";
import type { Board, MemoryRegion } from "../boards/board.ts";
import { readConfig } from "../build/kconfig.ts";

/**
 * Where a firmware looks for the app image: what it was built with, else what the board's description says.
 *
 * @throws UsageError `ENOTSUP`: the board has no partition for one
 */
export function appPartition(board: Board, buildDir: string): MemoryRegion {
  const file = join(buildDir, "zephyr", ".config");
  const config = existsSync(file) ? readConfig(readFileSync(file, "utf8")) : undefined;
  const built = config && {
    address: Number(config.AIO_IMAGE_ADDRESS ?? 0),
    size: Number(config.AIO_IMAGE_SIZE ?? 0),
  };
  const partition = built ?? board.image;
  if (!(partition.size > 0)) {
    throw new UsageError(
      `${board.name} has no app partition: label one app_partition in the devicetree (boards/${board.name}/${board.name}.overlay) and build its firmware again`,
      { code: "ENOTSUP" },
    );
  }
  return partition;
}

/**
 * Checks that an image fits.
 *
 * @throws UsageError `EFBIG`
 */
export function checkFits(image: Uint8Array, board: Board, { size }: MemoryRegion): void {
  if (image.length > size) {
    throw new UsageError(
      `the app image has ${image.length} bytes, ${board.name}'s app partition ${size}: import less, or make app_partition larger in its devicetree overlay`,
      { code: "EFBIG" },
    );
  }
}
