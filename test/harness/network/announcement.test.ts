import test from "ava";
import { packetOf } from "../../../harness/network/packet.ts";
import { announcement, readAnnouncement } from "../../../harness/network/remote/announcement.ts";
import { ethernet } from "./helpers/frames.ts";

const frame = (ethertype: number, text: string) =>
  packetOf(ethernet("03:61:69:6f:74:73", "02:61:69:6f:74:73", ethertype, Buffer.from(text)));

test("a network's names are read as they were written, as many as a network has room for", (t) => {
  const names = Array.from({ length: 250 }, (_, at) => [`device-${"x".repeat(50)}-${at}`, `10.0.2.${at}`] as const);
  t.deepEqual(
    readAnnouncement(announcement(names)),
    names.map(([...name]) => name),
  );
  t.deepEqual(readAnnouncement(announcement([])), []);
});

test("what is no announcement is none, and lines of it that are no names are left out", (t) => {
  t.is(readAnnouncement(frame(0x88b5, "async-io-ts names 1")), undefined);
  for (const text of [
    "",
    "async-io-ts names 2\na 10.0.2.15",
    "async-io-ts names 1 a 10.0.2.15",
    "hello\na 10.0.2.15",
  ]) {
    t.is(readAnnouncement(frame(0x88b6, text)), undefined, text);
  }
  t.is(readAnnouncement(frame(0x88b6, "").subarray(0, 17)), undefined);
  const lines = [
    "a 10.0.2.15",
    "",
    "b",
    "c 10.0.2.256",
    "D 10.0.2.16",
    "e 10.0.2.17 f",
    "é 10.0.2.18",
    `${"g".repeat(64)} 10.0.2.19`,
  ];
  t.deepEqual(readAnnouncement(frame(0x88b6, ["async-io-ts names 1", ...lines].join("\n"))), [["a", "10.0.2.15"]]);
});
