import test from "ava";
import { Command } from "commander";
import { type LinkArguments, linkOptions, withLinkOptions } from "../../../harness/cli/link-options.ts";

function parse(...args: string[]): LinkArguments {
  return withLinkOptions(new Command().exitOverride()).parse(args, { from: "user" }).opts();
}

for (const [text, options] of [
  ["--latency 20", { latency: 20 }],
  ["--latency 0.5ms --jitter 2ms", { latency: 0.5, jitter: 2 }],
  ["--loss 10% --duplicate 0.01", { loss: 0.1, duplicate: 0.01 }],
  ["--reorder 1 --corrupt 100%", { reorder: 1, corrupt: 1 }],
  ["--rate 9600", { rate: 9600 }],
  ["--rate 64k", { rate: 64_000 }],
  ["--rate 1.5M --mtu 576", { rate: 1_500_000, mtu: 576 }],
  ["--seed 7", undefined],
  ["", undefined],
] as const) {
  test(`"${text}" is ${JSON.stringify(options)}`, (t) => {
    t.deepEqual(linkOptions(parse(...text.split(" ").filter(Boolean))), options);
  });
}

test("a seed is a whole number", (t) => {
  t.is(parse("--seed", "42").seed, 42);
});
