export { checkOverflow, checkRoom } from "./check.ts";
export { type Footprint, footprint } from "./footprint.ts";
export { type Contribution, readMap, type Section } from "./map-file.ts";
export { heapPart, type PartSize, sizeByPart } from "./parts.ts";
export { type Room, roomOf } from "./room.ts";
