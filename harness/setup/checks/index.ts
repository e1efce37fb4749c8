export { inspect, requirePath } from "./inspect.ts";
export type { Finding, PackageManager, Tool } from "./tool.ts";
export { tools } from "./tools.ts";
