// Read by Node.js, with --import: TypeDoc needs TypeScript's interface for JavaScript, which TypeScript 7 has not. It gets TypeScript 6.
import { register } from "node:module";

const hook = `export const resolve = (name, context, next) =>
  next(name === "typescript" && context.parentURL?.includes("/node_modules/typedoc/") ? "typescript-6" : name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`, import.meta.url);
