/** The URL standard's own cases, of a copy of web-platform-tests whose folder WPT names. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../../support/needs.ts";
import "../support/install.ts";

const NodeUrl = globalThis.URL;
const { URL } = await import("../../../ts-runtime/src/globals/url/url.ts");
globalThis.URL = NodeUrl;

const folder = join(process.env.WPT ?? "", "url", "resources");
const isThere = process.env.WPT !== undefined && existsSync(join(folder, "urltestdata.json"));
const test = needs("web-platform-tests (WPT=FOLDER)", isThere);

type Case = Readonly<Record<string, string | null | true | undefined>>;
const parts = [
  "href",
  "origin",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
];

function passes(each: Case): boolean {
  try {
    const url = new URL(`${each.input}`, each.base === null ? undefined : (each.base as string | undefined));
    return (
      each.failure !== true &&
      parts.every((part) => each[part] === undefined || each[part] === url[part as keyof typeof url])
    );
  } catch {
    return each.failure === true;
  }
}

test("of the cases of urltestdata.json 98 % pass", (t) => {
  const cases = (JSON.parse(readFileSync(join(folder, "urltestdata.json"), "utf8")) as (Case | string)[]).filter(
    (each): each is Case => typeof each === "object",
  );
  const passed = cases.filter(passes).length;
  t.true(passed >= 0.98 * cases.length, `${passed} of ${cases.length}`);
});
