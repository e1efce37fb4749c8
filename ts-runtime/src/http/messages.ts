// What the bundler puts in the place of these names. A file of its own: each file of a bundle imports it, also the base class's.
export { Request, Request as "globalThis.Request" } from "./request.ts";
export { Response, Response as "globalThis.Response" } from "./response.ts";
