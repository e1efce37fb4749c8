export { flash } from "./flash.ts";
export { flashCommand } from "./flash-command.ts";
export { FlashError } from "./flash-error.ts";
export { resetBoard } from "./reset.ts";
export { chooseRunner } from "./runners/index.ts";
export type { FlashOptions, FlashResult, Region, ResetOptions, Target } from "./types.ts";
export { unfinishedFlash } from "./unfinished.ts";
