/** A program's bundle has what the program names of the runtime, and nothing else of it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { bundle } from "../../../harness/build/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("async-io-ts-costs-");
let count = 0;

async function bundled(source: string): Promise<string> {
  const file = join(folder, `program-${count++}.ts`);
  writeFileSync(file, source);
  return (await bundle(file, { engine: "quickjs" })).code;
}

/** What a program writes, a text that only what it brings has, and the most that this adds to a bundle, in bytes. */
const parts: Readonly<Record<string, readonly [source: string, mark: string, most: number]>> = {
  BufReader: ['import { BufReader } from "async-io-ts"; console.log(BufReader);', "readUntil", 5_200],
  atob: ["console.log(atob);", "atob: expected", 1_000],
  btoa: ["console.log(btoa);", "btoa: expected", 1_000],
  DOMException: ["console.log(DOMException);", "InvalidNodeTypeError", 1_500],
  CustomEvent: ["console.log(CustomEvent);", "CustomEvent", 700],
  reportError: ["console.log(reportError);", "reportError", 400],
  crypto: ["console.log(crypto);", "getRandomValues", 2_100],
  "crypto.subtle": ["console.log(crypto.subtle);", "SHA-384", 7_500],
  serve: ['import { serve } from "async-io-ts/http"; console.log(serve);', "100 Continue", 28_000],
  Headers: ["console.log(Headers);", "getSetCookie", 3_200],
  Request: ["console.log(Request);", "expected a method, and no body", 7_500],
  Response: ["console.log(Response);", "Response.redirect", 8_000],
  fetch: ["console.log(fetch);", "takes TLS", 52_000],
  URL: ["console.log(URL);", "canParse", 18_500],
  URLSearchParams: ["console.log(URLSearchParams);", "getAll", 4_200],
};

const plain = 'import { TcpStream, UdpSocket } from "async-io-ts"; console.log(TcpStream, UdpSocket);';

for (const [name, [source, mark, most]] of Object.entries(parts)) {
  test(`${name} is in the bundles of the programs that name it, and in no other`, async (t) => {
    const without = await bundled(plain);
    const having = await bundled(`${plain}\n${source}`);
    t.false(without.includes(mark));
    t.true(having.includes(mark));
    const more = having.length - without.length;
    t.true(more > 0 && more <= most, `${more} bytes more`);
  });
}

test("a program that names crypto for random bytes has no hash functions", async (t) => {
  t.false((await bundled("console.log(crypto.randomUUID());")).includes("SHA-384"));
});

test("a program with CommonJS files has of the globals what it names, also behind try or typeof", async (t) => {
  writeFileSync(join(folder, "common.cjs"), "exports.now = () => 1;");
  const source = 'import common from "./common.cjs"; console.log(common.now());';
  const marks = Object.values(parts).map(([, mark]) => mark);
  const without = await bundled(source);
  t.deepEqual(
    marks.filter((mark) => without.includes(mark)),
    [],
  );
  const having = await bundled(
    `${source} try { btoa(""); } catch {} console.log(typeof atob, globalThis.reportError);`,
  );
  t.deepEqual(
    marks.filter((mark) => having.includes(mark)),
    ["atob: expected", "btoa: expected", "reportError"],
  );
});
