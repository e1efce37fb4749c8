/**
 * HTTP/1.1: a server. `fetch`, `Headers`, `Request` and `Response` are globals, which a program pays for where it names them.
 *
 * @module async-io-ts/http
 */

import "../globals/dispose.ts";

export { type Handler, type Limits, type Peer, type ServeOptions, type Server, serve } from "./serve.ts";
