export { inspect, requirePath } from "./inspect.ts";
export { type OptionalTool, optionalTools } from "./optional.ts";
export type { Finding, PackageManager, Tool } from "./tool.ts";
export { tools } from "./tools.ts";
