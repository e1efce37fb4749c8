/** Set-up's virtual environment for Python. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import type { SetupError } from "../../../harness/base/setup-error.js";
import { python, venvPython } from "../../../harness/setup/steps/python.ts";
import { Sandbox } from "./sandbox.ts";

const silent = () => {};

/** A checkout, and a python3 whose virtual environments hold a Python that runs a script for pip. */
function checkout(t: ExecutionContext, pip = "exit 0"): Sandbox {
  const box = new Sandbox(t).withTools();
  box.write("harness/setup/requirements.txt", "kconfiglib==14.1.0\n");
  const inner = box.fake("inner", pip);
  box.fake(
    "python3",
    `case $2 in venv) mkdir -p "$4/bin"; /bin/cp ${inner} "$4/bin/python3";; *) echo venv 3.11.2;; esac`,
  );
  return box;
}

test("packages come with their hashes checked, and a second time nothing is needed", async (t) => {
  const box = checkout(t);
  t.true(await python.isNeeded(box.context()));
  await python.run(box.context(), silent);
  t.is(box.ran.length, 2, box.ran.join("\n"));
  t.is(box.ran[0], `python3 -m venv --clear ${join(box.root, "build", "venv")}`);
  t.regex(box.ran[1] ?? "", /-m pip install .*--only-binary=:all: --require-hashes --requirement .*requirements\.txt$/);
  t.false(await python.isNeeded(box.context()));
});

test("it is made again when the list of packages changes, or its Python is gone, as after an update of the system", async (t) => {
  const box = checkout(t);
  await python.run(box.context(), silent);
  rmSync(venvPython(box.root));
  t.true(await python.isNeeded(box.context()));
  await python.run(box.context(), silent);
  t.false(await python.isNeeded(box.context()));
  box.write("harness/setup/requirements.txt", "kconfiglib==14.2.0\n");
  t.true(await python.isNeeded(box.context()));
});

const failing = test.macro<[printed: string, code: string, advice: RegExp]>({
  exec: async (t, printed, code, advice) => {
    const box = checkout(t, `echo "${printed}" >&2; exit 1`);
    const error = await t.throwsAsync<SetupError>(python.run(box.context(), silent));
    t.is(error?.code, code);
    t.regex(error?.message ?? "", /^Installing Python packages with pip failed: `.*pip install/);
    t.true(error?.message.includes(printed));
    t.regex(error?.message ?? "", advice);
    t.true(await python.isNeeded(box.context()));
  },
  title: (_, printed) => `pip's "${printed.slice(0, 50)}…" is explained, and the next run tries again`,
});
test(failing, "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "EILSEQ", /do not use it/);
test(failing, "Failed to establish a new connection: [Errno -2] Name not known", "ENETUNREACH", /no network/);
test(failing, "ERROR: Could not install: [Errno 28] No space left on device", "ENOSPC", /The disk is full/);
