import test from "ava";
import { entropySeed } from "../../../harness/device/entropy-seed.ts";

const device = { name: "a", port: { address: "10.0.2.15", seed: 1 } };

test("in real time each boot has another seed of 32 bytes", (t) => {
  const [one, two] = [entropySeed("real", device), entropySeed("real", device)];
  t.is(one.length, 32);
  t.is(two.length, 32);
  t.notDeepEqual(one, two);
});

test("in virtual time it depends on the network's seed, the name and the address alone", (t) => {
  const seed = (name: string, port?: { address: string; seed?: number }) =>
    Buffer.from(entropySeed("virtual", { name, port })).toString("hex");
  const one = seed("a", device.port);
  t.is(one.length, 64);
  t.is(seed("a", { ...device.port }), one);
  const others = [
    seed("b", device.port),
    seed("a", { ...device.port, seed: 2 }),
    seed("a", { ...device.port, address: "10.0.2.16" }),
  ];
  t.is(new Set([one, ...others, seed("a")]).size, 5);
});
