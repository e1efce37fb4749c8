export { flash } from "./flash.ts";
export { flashCommand } from "./flash-command.ts";
export { FlashError } from "./flash-error.ts";
export { chooseRunner } from "./runners.ts";
export type { FlashOptions, FlashResult, Region } from "./types.ts";
export { unfinishedFlash } from "./unfinished.ts";
