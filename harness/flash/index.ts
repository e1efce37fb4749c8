export { flash } from "./flash.ts";
export { FlashError } from "./flash-error.ts";
export { resetBoard } from "./reset.ts";
export type { FlashOptions, FlashResult, Region, ResetOptions, Target, WestCommand } from "./types.ts";
export { unfinishedFlash } from "./unfinished.ts";
