import test from "ava";
import { formatIPv4, parseIPv4, parseMac } from "../../../../harness/base/address.ts";
import { answerDhcp } from "../../../../harness/network/services/dhcp.ts";

const mac = "02:00:00:00:00:01";

function message(kind: number, options: readonly (readonly number[])[] = [], client = "0.0.0.0"): Buffer {
  const header = Buffer.alloc(240);
  header.set([1, 1, 6, 0, 0x12, 0x34, 0x56, 0x78], 0);
  header.set(parseIPv4(client), 12);
  header.set(parseMac(mac), 28);
  header.writeUInt32BE(0x63825363, 236);
  return Buffer.concat([header, Buffer.from([53, 1, kind, ...options.flat(), 255])]);
}

const asked = (address: string) => [50, 4, ...parseIPv4(address)];
const server = (address: string) => [54, 4, ...parseIPv4(address)];
const give = () => ({ address: "10.0.2.15", label: "device-a" });

/** The kind of answer, the address in it, and its options as text. */
function answer(request: Buffer, lease = give) {
  const bytes = answerDhcp(request, lease);
  return bytes && { kind: bytes.at(242), address: formatIPv4(bytes, 16), id: bytes.readUInt32BE(4), bytes };
}

test("a client that looks for a server is offered its address", (t) => {
  const offer = answer(message(1));
  t.like(offer, { kind: 2, address: "10.0.2.15", id: 0x12345678 });
  const options = offer?.bytes.subarray(240) ?? Buffer.alloc(0);
  for (const expected of [
    [54, 4, 10, 0, 2, 2],
    [51, 4, 0, 1, 0x51, 0x80],
    [1, 4, 255, 255, 255, 0],
    [3, 4, 10, 0, 2, 2],
    [6, 4, 10, 0, 2, 3],
    [12, 8, ...Buffer.from("device-a")],
  ]) {
    t.true(options.includes(Buffer.from(expected)), String(expected));
  }
  t.is(offer?.bytes.length, 300);
});

test("a client that asks for its address gets it, and one that asks for another is told no", (t) => {
  t.like(answer(message(3, [asked("10.0.2.15"), server("10.0.2.2")])), { kind: 5, address: "10.0.2.15" });
  t.like(answer(message(3, [asked("10.0.2.15")])), { kind: 5 });
  t.like(answer(message(3, [asked("10.0.2.16"), server("10.0.2.2")])), { kind: 6, address: "0.0.0.0" });
});

test("a client renews what it has, and asks for the rest without an address", (t) => {
  t.like(answer(message(3, [], "10.0.2.15")), { kind: 5 });
  t.like(answer(message(8, [], "10.0.2.15")), { kind: 5 });
});

test("a client that chose another server, or gives its address back, gets no answer", (t) => {
  t.is(answer(message(3, [asked("10.0.2.15"), server("10.0.2.99")])), undefined);
  t.is(answer(message(7, [server("10.0.2.2")], "10.0.2.15")), undefined);
  t.is(
    answerDhcp(message(1), () => undefined),
    undefined,
  );
});

test("a client says who it is", (t) => {
  let told: unknown[] = [];
  answerDhcp(message(1, [[12, 4, ...Buffer.from("lamp")]]), (...given) => {
    told = given;
    return give();
  });
  t.deepEqual(told, [mac, "lamp"]);
});

test("what is no DHCP message, or is cut off, gets no answer and does no harm", (t) => {
  const whole = message(1, [asked("10.0.2.15")]);
  t.is(answer(Buffer.alloc(300)), undefined);
  for (let length = 0; length < 243; length++) {
    t.is(answer(whole.subarray(0, length)), undefined, `${length} bytes`);
  }
  for (let length = 243; length < whole.length; length++) {
    t.like(answer(whole.subarray(0, length)), { kind: 2 });
  }
  t.like(answer(message(3, [[50, 2, 10, 0]])), { kind: 6 });
  t.notThrows(() => answer(Buffer.concat([whole.subarray(0, 240), Buffer.from([53, 200])])));
});
