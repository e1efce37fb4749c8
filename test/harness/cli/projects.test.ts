/** `async-io build`, `doctor`, `size`: what they write and refuse. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { readImage } from "../../../harness/build/index.ts";
import type { Diagnoses } from "../../../harness/cli/doctor.ts";
import { runHere, Workspace } from "../support/command.ts";

interface SizeReport {
  parts: { part: string; flash: number }[];
  total: { flash: number };
  code: { used: number };
}

const workspace = new Workspace();

test.serial("the image of a program is written where it is wanted", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["build", "main.ts", "--output", "main.img"]);
  t.is(code, 0);
  t.regex(stdout, /firmware\.elf\n$/);
  const { kind, network } = readImage(readFileSync(join(workspace.folder, "main.img")));
  t.is(kind, "source");
  t.is(network.address, "0.0.0.0", "a board asks for its address");
});

test.serial("an image cannot be written without a program", async (t) => {
  const { code, stderr } = await runHere(workspace.folder, ["build", "--output", "x.img"]);
  t.is(code, 64);
  t.regex(stderr, /async-io build FILE\.ts --output FILE/);
});

test.serial("the doctor names everything it looked at", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["doctor"]);
  t.is(code, 0, stdout);
  for (const name of ["node", "arm-none-eabi-gcc", "qemu-system-arm", "cmake", "ninja"]) {
    t.regex(stdout, new RegExp(`^✔ ${name} \\d`, "m"));
  }
});

test.serial("the doctor says what is wrong, and what to do, by its code too", async (t) => {
  const before = process.env.AIO_QEMU;
  process.env.AIO_QEMU = "/no/qemu";
  const { code, stdout } = await runHere(workspace.folder, ["doctor"]);
  if (before === undefined) {
    delete process.env.AIO_QEMU;
  } else {
    process.env.AIO_QEMU = before;
  }
  t.is(code, 69);
  t.regex(stdout, /^✘ qemu-system-arm: /m);
  t.regex(stdout, /^`npx async-io build` sets up what is missing/m);
});

test.serial("the doctor's findings are JSON where that is asked for", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["doctor", "--json"]);
  t.is(code, 0, stdout);
  const { version, ok, package: own, diagnoses, ...rest }: Diagnoses = JSON.parse(stdout);
  t.deepEqual({ version, ok, own }, { version: 1, ok: true, own: { folder: root, kind: "checkout" } });
  t.like(
    diagnoses.find(({ name }) => name === "node"),
    { neededFor: "run", required: true, path: process.execPath, found: process.versions.node, minimum: "20.19" },
  );
  t.deepEqual(rest, {}, "there is no remedy without a problem");
});

test.serial("what the firmware needs is told by part, in JSON as well", async (t) => {
  const { code, stdout } = await runHere(workspace.folder, ["size", "--json"]);
  t.is(code, 0);
  const { parts, total, code: room }: SizeReport = JSON.parse(stdout);
  const flash = (name: string) => parts.find(({ part }) => part === name)?.flash ?? 0;
  t.true(flash("engine") > 100_000);
  t.true(flash("reactor, timers, loop") > 1_000);
  t.is(flash("other"), 0, "each object file belongs to a part");
  t.is(
    parts.reduce((sum, part) => sum + part.flash, 0),
    total.flash,
  );
  t.true(Math.abs(room.used - total.flash) < 64, "but for gaps between sections the linker counts the same");
});
