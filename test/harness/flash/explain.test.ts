/** What the tools' words come to. outputs/ has what they wrote, with paths shortened. */
import { readdirSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import test from "ava";
import { explainEnd } from "../../../harness/flash/explain.ts";
import { runners } from "../../../harness/flash/runners/index.ts";
import { describe } from "../../../harness/flash/show-steps.ts";

const outputs = new URL("outputs/", import.meta.url);

function load(name: string): { runner: (typeof runners)[number]; output: string } {
  const runner = runners.find((each) => name.startsWith(each.name));
  if (runner === undefined) {
    throw new Error(name);
  }
  const [output = ""] = stripVTControlCharacters(readFileSync(new URL(`${name}.txt`, outputs), "utf8")).split(
    /%wait|%kill/,
  );
  return { runner, output };
}

function explain(name: string, end: number | string, probe?: string) {
  const { runner, output } = load(name);
  return explainEnd(runner, end, { board: "b", probeName: "its probe", probe, output, connected: [] });
}

const failures: readonly [name: string, code: string, text: RegExp][] = [
  ["openocd-no-probe", "ENODEV", /^no probe is connected: plug b's debug port \(its probe\)/],
  ["openocd-no-cmsis-dap", "ENODEV", /^no probe is connected/],
  ["openocd-no-access", "EACCES", /udev rules/],
  ["openocd-busy", "EBUSY", /in use/],
  ["openocd-no-target", "ENXIO", /the chip does not answer/],
  ["openocd-no-script", "ENOENT", /its script board\/st_nucleo_f7\.cfg/],
  ["openocd-verify", "EILSEQ", /differs from what was written, first at 0x08002000$/],
  ["pyocd-no-probe", "ENODEV", /^no probe is connected/],
  [
    "pyocd-two-probes",
    "EINVAL",
    /--probe ID; there are 066DFF545150898367163727 \(STM.* STLink\) and 0240000034544e45\S+ \(Arm/,
  ],
  ["pyocd-no-target", "ENXIO", /the chip does not answer/],
  ["pyocd-no-access", "EACCES", /udev rules/],
  ["pyocd-no-pack", "ENOTSUP", /pyocd pack install stm32f767zitx/],
  ["pyocd-write", "EIO", /writing failed/],
  ["jlink-no-probe", "ENODEV", /^no probe is connected/],
  ["jlink-no-target", "ENXIO", /the chip does not answer/],
  ["stm32cubeprogrammer-no-probe", "ENODEV", /^no probe is connected/],
  ["stm32cubeprogrammer-no-target", "ENXIO", /the chip does not answer/],
  ["stm32cubeprogrammer-busy", "EBUSY", /in use/],
  ["stm32cubeprogrammer-verify", "EILSEQ", /first at 0x08100400$/],
  ["stm32cubeprogrammer-write", "EIO", /writing failed/],
];

for (const [name, code, text] of failures) {
  test(`${name} is ${code}`, (t) => {
    const found = explain(name, 1);
    t.is(found?.code, code);
    t.regex(found?.text ?? "", text);
  });
}

const lies: readonly [name: string, code: string][] = [
  ["openocd-ok-no-flash", "EFAULT"],
  ["openocd-verify", "EILSEQ"],
  ["pyocd-ok-no-flash", "EFAULT"],
  ["jlink-ok-verify", "EILSEQ"],
];

for (const [name, code] of lies) {
  test(`${name} is ${code} though the tool ended with 0`, (t) => {
    t.is(explain(name, 0)?.code, code);
  });
}

for (const name of ["openocd-ok", "openocd-ok-compared", "pyocd-ok", "jlink-ok", "stm32cubeprogrammer-ok"]) {
  test(`${name} is no fault, and has written`, (t) => {
    t.is(explain(name, 0), undefined);
    const { runner, output } = load(name);
    t.regex(output, runner.writes);
  });
}

test("an unknown end shows its last lines", (t) => {
  const { code, text } = explain("openocd-dies", "SIGKILL") ?? {};
  t.is(code, "EIO");
  t.regex(text ?? "", /^openocd ended with SIGKILL:\n(?: {2}\| .*\n)+ {2}\| auto erase enabled$/);
});

test("a probe that was asked for and is not there is named", (t) => {
  t.is(explain("pyocd-other-probe", 1, "0240")?.text, "no probe has the id 0240: none is connected");
});

test("faults before writing are told from faults while writing", (t) => {
  const names = readdirSync(outputs).flatMap((file) => (file.endsWith(".txt") ? [file.slice(0, -".txt".length)] : []));
  const writing = names.filter((name) => {
    const { runner, output } = load(name);
    return runner.writes.test(output);
  });
  const before = /-(?:no-(?:probe|cmsis-dap|access|target|script|pack)|busy|other-probe|two-probes|ok-no-flash)$/;
  t.deepEqual(
    names.filter((name) => !writing.includes(name)),
    names.filter((name) => before.test(name) && name !== "openocd-ok-no-flash"),
  );
});

const steps: readonly [name: string, shown: string][] = [
  ["pyocd-slow", "██████████░░░░░░░░░░░░░░  40 % Programming"],
  ["pyocd-ok", "████████████████████████ 100 % Programming"],
  ["jlink-slow", "██████████░░░░░░░░░░░░░░  40 % Programming"],
  ["stm32cubeprogrammer-slow", "██████████░░░░░░░░░░░░░░  40 % Programming"],
  ["stm32cubeprogrammer-verify", "████████████████████████ 100 % Verifying"],
  ["openocd-slow", "auto erase enabled"],
  ["openocd-ok", "shutdown command invoked"],
];

for (const [name, shown] of steps) {
  test(`progress of ${name}`, (t) => {
    const { runner, output } = load(name);
    t.is(describe(runner, output), shown);
  });
}
