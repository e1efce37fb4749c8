export { cacheFolder } from "../base/cache.ts";
export { type Bundle, bundle, compileError, readBundle } from "./bundle.ts";
export { bundleId, bundleName } from "./bundle-name.ts";
export { type Image, type ImageNetwork, type ImageOptions, readImage, writeImage } from "./image.ts";
export { Rebuilder } from "./rebuilder.ts";
export { makeSnapshot, type Snapshot } from "./snapshot.ts";
export { StackMap } from "./stack-map.ts";
export { checkFiles, type Typecheck, type TypecheckOptions, typecheck } from "./typecheck.ts";
