export { footprint } from "./footprint.ts";
export { type Contribution, readMap } from "./map-file.ts";
export { type PartSize, sizeByPart } from "./parts.ts";
