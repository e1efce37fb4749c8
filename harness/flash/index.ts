export { flash } from "./flash.ts";
export { resetBoard } from "./reset.ts";
export type { FlashOptions, FlashResult, Region, ResetOptions, Target, WestCommand } from "./types.ts";
