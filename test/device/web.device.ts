/** The web's globals that a program pays for only where it names them. Values: the standards', and what Node.js gives. */
import test from "async-io-ts/test";
import { bytes } from "./support.js";

const hex = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

test("btoa and atob are each other's inverse for every length and byte", (t) => {
  for (const [text, coded] of [
    ["", ""],
    ["f", "Zg=="],
    ["fo", "Zm8="],
    ["foo", "Zm9v"],
    ["foob", "Zm9vYg=="],
    ["\u0000\u00ff\u00fe~", "AP/+fg=="],
  ] as const) {
    t.is(btoa(text), coded);
    t.is(atob(coded), text);
  }
  const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join("");
  t.is(atob(btoa(all)), all);
  t.is(atob(" Z\tm9\nv\r"), "foo");
  t.is(atob("Zm8"), "fo");
});

test("what is not base 64, and no bytes, is an InvalidCharacterError", (t) => {
  for (const text of ["Z", "Zg=", "Zg===", "Z=g=", "=", "Zm9v=", "Zm-_", "Zm9vé"]) {
    t.throws(() => atob(text), { name: "InvalidCharacterError", code: "EINVAL" });
  }
  t.throws(() => btoa("a€"), { name: "InvalidCharacterError", message: /got U\+20AC at 1/ });
});

test("a DOMException has a name and the number of the older ones", (t) => {
  const error = new DOMException("gone", "AbortError");
  t.true(error instanceof Error && error instanceof DOMException);
  t.deepEqual([error.name, error.message, error.code], ["AbortError", "gone", 20]);
  t.is(`${error}`, "AbortError: gone");
  t.deepEqual([new DOMException().name, new DOMException().code], ["Error", 0]);
  t.is(new DOMException("", "DataCloneError").code, 25);
  t.is(new DOMException("", "OperationError").code, 0);
});

test("what the runtime aborts with is an instance of DOMException, and other errors are not", (t) => {
  t.true(AbortSignal.abort().reason instanceof DOMException);
  t.false(new Error("x") instanceof DOMException);
  t.false(new TypeError("x") instanceof DOMException);
  t.false(({ name: "AbortError" } as unknown) instanceof DOMException);
  class Mine extends DOMException {}
  t.true(new Mine("", "AbortError") instanceof Mine);
  t.false(AbortSignal.abort().reason instanceof Mine);
});

test("a CustomEvent carries a value to its listeners", (t) => {
  const target = new EventTarget();
  const got: unknown[] = [];
  target.addEventListener("reading", (event) => got.push((event as CustomEvent<number>).detail));
  target.dispatchEvent(new CustomEvent("reading", { detail: 21.5 }));
  target.dispatchEvent(new CustomEvent("reading"));
  t.deepEqual(got, [21.5, null]);
  t.true(new CustomEvent("x", { cancelable: true }) instanceof Event);
});

test("digest has the values of FIPS 180-4", async (t) => {
  const of = async (name: string, text: string) => hex(await crypto.subtle.digest(name, bytes(text)));
  t.is(await of("SHA-1", "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  t.is(await of("SHA-256", ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  t.is(await of("sha-256", "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  t.is(
    await of("SHA-384", "abc"),
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
  );
  t.is(
    await of("SHA-512", "abc"),
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
  );
  const long =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
  t.is(await of("SHA-256", long), "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  t.is(await of("SHA-1", long), "a49b2446a02c645bf419f995b67091253a04a259");
  t.is(
    await of("SHA-512", long),
    "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
  );
});

test("digest takes the bytes at the call, lets timers run, and refuses other names", async (t) => {
  const data = new Uint8Array(3000).fill(97);
  const view = new DataView(data.buffer, 1000, 1000);
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 0);
  const digest = crypto.subtle.digest({ name: "SHA-256" }, view);
  data.fill(0);
  t.is(hex(await digest), "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
  clearInterval(ticking);
  t.true(ticks > 0);
  await t.throwsAsync(() => crypto.subtle.digest("MD5", data), { name: "NotSupportedError", code: "ENOTSUP" });
  await t.throwsAsync(() => crypto.subtle.digest("SHA-1", "abc" as unknown as ArrayBuffer), { code: "EINVAL" });
});

test("a URL has its parts, as the standard writes them", (t) => {
  const url = new URL("HTTP://user:p%20w@Example.COM:8080/a/../b c;x?q=1&r=é#top");
  t.is(url.href, "http://user:p%20w@example.com:8080/b%20c;x?q=1&r=%C3%A9#top");
  t.deepEqual(
    [
      url.protocol,
      url.username,
      url.password,
      url.host,
      url.hostname,
      url.port,
      url.pathname,
      url.search,
      url.hash,
      url.origin,
    ],
    [
      "http:",
      "user",
      "p%20w",
      "example.com:8080",
      "example.com",
      "8080",
      "/b%20c;x",
      "?q=1&r=%C3%A9",
      "#top",
      "http://example.com:8080",
    ],
  );
  t.is(JSON.stringify({ url }), `{"url":"${url.href}"}`);
});

test("a URL is read against another, and hosts are written in one way", (t) => {
  for (const [input, base, href] of [
    ["../x?y", "http://a/b/c/d", "http://a/b/x?y"],
    ["//h:80", "http://a/b", "http://h/"],
    ["#f", "http://a/b?q", "http://a/b?q#f"],
    ["?", "http://a/b?q", "http://a/b?"],
    ["\\\\h\\p", "http://a", "http://h/p"],
    ["http:x", "http://a/b/", "http://a/b/x"],
    ["/C|/w", "file:///D:/x", "file:///C:/w"],
    ["http://0x7f.1/", undefined, "http://127.0.0.1/"],
    ["http://[::FFFF:1.2.3.4]/", undefined, "http://[::ffff:102:304]/"],
    ["http://[1:0:0:2::]/", undefined, "http://[1:0:0:2::]/"],
    ["http://[2001:db8:0:0:1:0:0:1]:080", undefined, "http://[2001:db8::1:0:0:1]:80/".replace(":80/", "/")],
    ["http://Bücher.de/", undefined, "http://xn--bcher-kva.de/"],
    ["http://ＧＯ。com", undefined, "http://go.com/"],
    ["mqtt://broker:1883/a b", undefined, "mqtt://broker:1883/a%20b"],
    ["data:text/plain,a b", undefined, "data:text/plain,a b"],
  ] as const) {
    t.is(new URL(input, base).href, href, input);
  }
});

test("what is no URL is a TypeError that says what came", (t) => {
  for (const text of [
    "",
    "x",
    "//h",
    "http://",
    "http://a b/",
    "http://h:99999/",
    "http://[::1",
    "http://1.2.3.256/",
    "http://a:b",
  ]) {
    t.false(URL.canParse(text), text);
    t.is(URL.parse(text), null);
  }
  const error = t.throws(() => new URL("x", "y:z"), { instanceOf: TypeError, code: "EINVAL" });
  t.is(error.message, 'URL: expected an address such as "http://host/path", got "x" against "y:z" (EINVAL)');
});

test("setting a part of a URL changes that part, or nothing", (t) => {
  const url = new URL("http://h/p?q#f");
  url.protocol = "https";
  url.host = "other:81";
  url.port = "443";
  url.pathname = "a b";
  url.search = "x=1";
  url.hash = "";
  url.username = "me@home";
  t.is(url.href, "https://me%40home@other/a%20b?x=1");
  url.protocol = "mqtt:";
  url.host = "";
  url.port = "x";
  t.is(url.href, "https://me%40home@other/a%20b?x=1");
  t.throws(
    () => {
      url.href = "nothing";
    },
    { instanceOf: TypeError },
  );
});

test("searchParams and the URL change each other", (t) => {
  const url = new URL("http://h/?a=1&b=2&a=3");
  const { searchParams: params } = url;
  t.is(url.searchParams, params);
  t.deepEqual(params.getAll("a"), ["1", "3"]);
  params.append("c d", "é&=+");
  params.delete("a", "3");
  t.is(url.search, "?a=1&b=2&c+d=%C3%A9%26%3D%2B");
  url.search = "?z=9";
  t.deepEqual([...params], [["z", "9"]]);
  params.delete("z");
  t.is(url.href, "http://h/");
});

test("URLSearchParams takes texts, pairs and records, and sorts, sets and counts", (t) => {
  t.is(`${new URLSearchParams("?a=b+c&d&=e&&f=%zz%41")}`, "a=b+c&d=&=e&f=%25zzA");
  t.is(`${new URLSearchParams({ a: "1", b: "2" })}`, "a=1&b=2");
  const params = new URLSearchParams([
    ["b", "1"],
    ["a", "2"],
    ["b", "3"],
  ]);
  t.is(params.size, 3);
  params.sort();
  t.deepEqual([...params.keys()], ["a", "b", "b"]);
  params.set("b", "4");
  t.deepEqual(
    [...params.entries()],
    [
      ["a", "2"],
      ["b", "4"],
    ],
  );
  t.deepEqual([params.get("x"), params.has("b"), params.has("b", "1")], [null, true, false]);
  const seen: string[] = [];
  params.forEach((value, name) => {
    seen.push(name + value);
  });
  t.deepEqual(seen, ["a2", "b4"]);
  t.deepEqual([...new URLSearchParams(params).values()], ["2", "4"]);
  t.throws(() => new URLSearchParams([["a"]] as never), { instanceOf: TypeError });
});
