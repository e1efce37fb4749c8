/** What `boot` says of what it cannot be given: before anything is built or started. */
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { checkOptions } from "../../../harness/device/options.ts";
import { boot } from "../../../harness/index.ts";

const program = join(root, "examples", "echo.ts");

const refused = test.macro(async (t, options: object, message: string | RegExp) => {
  await t.throwsAsync(boot(program, options), { name: "UsageError", code: "EINVAL", message });
});

test("an option that is misspelt", refused, { kernal: "zephyr" }, 'boot has no option "kernal"; did you mean kernel?');
test("a kernel that is no name", refused, { kernel: 5 }, "kernel must be a string, but 5 was given");
test(
  "arguments that are one string",
  refused,
  { args: "a b" },
  'args must be an array of strings, but "a b" was given',
);
test("a network that is none", refused, { network: true }, /^network must be what VirtualNetwork\.create made/);
test(
  "a forwarded port without a port",
  refused,
  { forward: [{}] },
  /^the device's port must be .*, but undefined was given$/,
);
test(
  "a forwarded port that is a number",
  refused,
  { forward: [80] },
  /^forward must be an array of ports, as in \[\{ port: 80/,
);
test(
  "a forwarded port of another protocol",
  refused,
  { forward: [{ port: 80, protocol: "sctp" }] },
  /^protocol must be/,
);
test("a name that is empty", refused, { name: "" }, 'name must be a string that is not empty, but "" was given');
test("a configuration that is text", refused, { config: "A=1" }, /^config must be an object of Kconfig options/);
test(
  "a controller in the signal's place",
  refused,
  { signal: new AbortController() },
  /^signal must be an AbortSignal/,
);
test("a callback that is none", refused, { onOutput: 5 }, "onOutput must be a function, but 5 was given");

const noProgram = test.macro(async (t, given: unknown) => {
  await t.throwsAsync(boot(given as string), {
    code: "EINVAL",
    message: /^the program must be the path of a TypeScript file, but/,
  });
});

test("a program that is undefined", noProgram, undefined);
test("a program whose path is empty", noProgram, "");
test("a program that is an object", noProgram, {});

test("a firmware that is not there, and one that is none", async (t) => {
  await t.throwsAsync(boot(program, { firmware: join(root, "none.elf") }), {
    name: "UsageError",
    code: "ENOENT",
    message: /^--firmware .*none\.elf cannot be taken: there is no such file$/,
  });
  await t.throwsAsync(boot(program, { firmware: join(root, "package.json") }), {
    name: "UsageError",
    code: "ENOEXEC",
    message: /^--firmware .*package\.json cannot be taken: the firmware is no ELF file/,
  });
});

test.serial("a name that comes from the environment is told as such", (t) => {
  const { AIO_KERNEL, AIO_BOARD } = process.env;
  t.teardown(() => Object.assign(process.env, { AIO_KERNEL: AIO_KERNEL ?? "", AIO_BOARD: AIO_BOARD ?? "" }));
  Object.assign(process.env, { AIO_KERNEL: "linux", AIO_BOARD: "" });
  t.throws(() => checkOptions({}), { message: 'AIO_KERNEL must be freertos or zephyr, but "linux" was given' });
  t.throws(() => checkOptions({ kernel: "linus" as "zephyr" }), { message: /^--kernel must be/ });
  Object.assign(process.env, { AIO_KERNEL: "", AIO_BOARD: "mps2" });
  t.throws(() => checkOptions({}), { message: /^AIO_BOARD must be frdm_k64f, / });
});
