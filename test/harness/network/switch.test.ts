import test from "ava";
import { packetOf } from "../../../harness/network/packet.ts";
import { type Station, Switch } from "../../../harness/network/switch.ts";
import { ethernet } from "./helpers/frames.ts";

const everybody = "ff:ff:ff:ff:ff:ff";
const macOf = (number: number) => `02:00:00:00:00:0${number}`;

interface Recorder extends Station {
  readonly got: Buffer[];
  flushes: number;
}

function station(name: string): Recorder {
  const got: Buffer[] = [];
  return {
    name,
    got,
    flushes: 0,
    send: (packet) => got.push(packet),
    flush() {
      this.flushes++;
    },
  };
}

/** A switch with stations 0, 1, 2, …, and a way to let one send to another. */
function network(count: number) {
  const time = { now: 0 };
  const ethernetSwitch = new Switch(() => time.now);
  const stations = Array.from({ length: count }, (_, index) => station(String(index)));
  for (const one of stations) {
    ethernetSwitch.add(one);
  }
  const at = (index: number): Recorder => stations[index] ?? station("none");
  const send = (from: number, to: string) => {
    ethernetSwitch.receive(at(from), packetOf(ethernet(to, macOf(from), 0x0800, Buffer.alloc(50))));
    return stations.map(({ got }) => got.splice(0).length);
  };
  return { time, ethernetSwitch, at, send };
}

test("a frame for an address that is not known goes to everybody but its sender", (t) => {
  const { send } = network(3);
  t.deepEqual(send(0, macOf(1)), [0, 1, 1]);
});

test("a frame for an address that has been seen goes there only", (t) => {
  const { send } = network(3);
  send(1, everybody);
  t.deepEqual(send(0, macOf(1)), [0, 1, 0]);
  t.deepEqual(send(1, macOf(0)), [1, 0, 0]);
});

test("broadcasts and multicasts go to everybody else, also after they were used as a destination before", (t) => {
  const { send } = network(3);
  t.deepEqual(send(0, everybody), [0, 1, 1]);
  t.deepEqual(send(1, "01:00:5e:00:00:fb"), [1, 0, 1]);
  t.deepEqual(send(2, "33:33:00:00:00:01"), [1, 1, 0]);
});

test("a station that moved is found where it sends from", (t) => {
  const { ethernetSwitch, at, send } = network(3);
  send(1, everybody);
  ethernetSwitch.receive(at(2), packetOf(ethernet(everybody, macOf(1), 0x0800, Buffer.alloc(46))));
  at(0).got.splice(0);
  at(1).got.splice(0);
  t.deepEqual(send(0, macOf(1)), [0, 0, 1]);
});

test("a frame for its sender's own port goes nowhere", (t) => {
  const { send } = network(3);
  send(0, everybody);
  t.deepEqual(send(0, macOf(0)), [0, 0, 0]);
});

test("an address that was silent for long is searched for again", (t) => {
  const { time, send } = network(3);
  send(1, everybody);
  time.now = 300_001;
  t.deepEqual(send(0, macOf(1)), [0, 1, 1]);
});

test("a station that left gets nothing, and its address is not known any more", (t) => {
  const { ethernetSwitch, at, send } = network(3);
  send(1, everybody);
  ethernetSwitch.remove(at(1));
  t.deepEqual(send(0, macOf(1)), [0, 0, 1]);
});

test("frames that are shorter than Ethernet's header, or come from a group address, are counted and go nowhere", (t) => {
  const { ethernetSwitch, at } = network(2);
  ethernetSwitch.receive(at(0), packetOf(Buffer.alloc(13)));
  ethernetSwitch.receive(at(0), packetOf(ethernet(macOf(1), everybody, 0x0800, Buffer.alloc(46))));
  t.is(at(1).got.length, 0);
  t.is(ethernetSwitch.statistics.invalid, 2);
});

test("a frame is forwarded in the memory that it came in", (t) => {
  const { ethernetSwitch, at } = network(2);
  const packet = packetOf(ethernet(everybody, macOf(0), 0x0800, Buffer.alloc(50)));
  ethernetSwitch.receive(at(0), packet);
  t.is(at(1).got[0], packet);
});

test("stations are flushed once, and only those that asked for it", (t) => {
  const { ethernetSwitch, at } = network(3);
  ethernetSwitch.wake(at(1));
  ethernetSwitch.wake(at(1));
  ethernetSwitch.flush();
  ethernetSwitch.flush();
  t.deepEqual([at(0).flushes, at(1).flushes, at(2).flushes], [0, 1, 0]);
});

test("nothing passes a partition, either way, and everything else does", (t) => {
  const { ethernetSwitch, at, send } = network(3);
  ethernetSwitch.partition([at(0)], [at(1)]);
  t.deepEqual(send(0, everybody), [0, 0, 1]);
  t.deepEqual(send(1, everybody), [0, 0, 1]);
  t.deepEqual(send(2, everybody), [1, 1, 0]);
  t.is(ethernetSwitch.statistics.partitioned, 2);
  ethernetSwitch.heal();
  t.deepEqual(send(0, macOf(1)), [0, 1, 0]);
});

test("whoever listens hears each frame once, until it stops", (t) => {
  const { ethernetSwitch, send } = network(3);
  const heard: string[] = [];
  const stop = ethernetSwitch.listen((frame, from) => heard.push(`${from.name} ${frame.destination}`));
  send(0, everybody);
  stop();
  send(1, everybody);
  t.deepEqual(heard, [`0 ${everybody}`]);
});
