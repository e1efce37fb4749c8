/**
 * Takes an address apart, and names a message by its hash. Try it:
 *
 *     npm run -s async-io -- run examples/addresses.ts -- "https://example.com:8443/readings?sensor=7"
 */
import { args } from "async-io-ts";

const url = new URL(args[0] ?? "http://example.com/readings?sensor=7");
console.log(`${url.hostname}, port ${url.port || "by the protocol"}, sensor ${url.searchParams.get("sensor")}`);

const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(url.href));
console.log(`SHA-256 ${btoa(String.fromCharCode(...new Uint8Array(hash)))}`);
