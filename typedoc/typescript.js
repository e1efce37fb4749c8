// Read by Node.js, with --import: TypeDoc needs TypeScript's interface for JavaScript, which TypeScript 7 has not. It gets TypeScript 6.
import * as modules from "node:module";

/** @type {import("node:module").ResolveHookSync} */
const resolve = (name, context, next) =>
  next(name === "typescript" && context.parentURL?.includes("/node_modules/typedoc/") ? "typescript-6" : name, context);

if ("registerHooks" in modules) {
  modules.registerHooks({ resolve });
} else {
  // Node 20.
  modules.register(`data:text/javascript,${encodeURIComponent(`export const resolve = ${resolve};`)}`, import.meta.url);
}
