/** What `async-io-ts/harness` exports: with each name that a signature has, so that a user can write it down. The compiler checks it. */
import test from "ava";
import * as harness from "../../harness/index.ts";

/** What these come to is what a user writes in the place of `Awaited<ReturnType<…>>` and the like. */
interface Named {
  attachment: [harness.Attachment, Awaited<ReturnType<harness.VirtualNetwork["attach"]>>];
  attach: [harness.AttachOptions, NonNullable<Parameters<harness.VirtualNetwork["attach"]>[0]>];
  absence: [harness.AbsenceOptions, Parameters<harness.Frames["none"]>[1]];
  wait: [harness.WaitOptions, NonNullable<Parameters<harness.VirtualNetwork["frame"]>[1]>];
  predicate: [harness.FramePredicate, Parameters<harness.VirtualNetwork["frame"]>[0]];
  internet: [harness.Internet, NonNullable<harness.NetworkOptions["internet"]>];
  frames: [harness.Frames, harness.VirtualNetwork["frames"]];
  partitions: [harness.Partitions, harness.VirtualNetwork["partitions"]];
  networkTime: [harness.NetworkTime, harness.VirtualNetwork["time"]];
  direction: [harness.Direction, harness.Link["up"]];
  linkStatistics: [harness.LinkStatistics, harness.Direction["statistics"]];
  linked: [harness.Linked, harness.VirtualNetwork["host"]];
  statistics: [harness.NetworkStatistics, harness.VirtualNetwork["statistics"]];
  connect: [harness.ConnectOptions, Parameters<harness.VirtualNetwork["connect"]>[0]];
  guest: [harness.Guest, Awaited<ReturnType<harness.VirtualNetwork["connect"]>>];
  listening: [harness.Listening, Awaited<ReturnType<harness.VirtualNetwork["listen"]>>];
  listen: [harness.ListenOptions, NonNullable<Parameters<harness.VirtualNetwork["listen"]>[0]>];
  duration: [harness.Duration, Parameters<harness.Device["advance"]>[0]];
  time: [harness.TimeOptions, NonNullable<Parameters<harness.Device["pause"]>[0]>];
  info: [harness.DeviceInfo, harness.Device["info"]];
  config: [harness.Config, NonNullable<harness.BootOptions["config"]>];
  kernel: [harness.Kernel, NonNullable<harness.BootOptions["kernel"]>];
  engine: [harness.Engine, NonNullable<harness.BootOptions["engine"]>];
  profile: [harness.TimeProfile, NonNullable<harness.BootOptions["time"]>];
  protocol: [harness.Protocol, NonNullable<harness.ForwardOptions["protocol"]>];
}

/** True where each pair is one type. */
type Same<Pairs extends Record<keyof Pairs, [unknown, unknown]>> = false extends {
  [Name in keyof Pairs]: [Pairs[Name][0], Pairs[Name][1]] extends [Pairs[Name][1], Pairs[Name][0]] ? true : false;
}[keyof Pairs]
  ? false
  : true;

test("a user can name each type that a signature has, and tell each error by its class", (t) => {
  const isSame: Same<Named> = true;
  t.true(isSame);
  t.deepEqual(Object.keys(harness).sort(), [
    ...["BootError", "ExpectError", "Frame", "HarnessError", "NetworkError", "TimeError", "UsageError"],
    ...["VirtualNetwork", "boot"],
  ]);
});
