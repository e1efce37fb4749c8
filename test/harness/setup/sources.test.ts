/** Set-up's C sources: taken from cargo only where they are what Cargo.lock pins. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { root } from "../../../harness/base/paths.js";
import type { SetupError } from "../../../harness/base/setup-error.js";
import { diagnose } from "../../../harness/cli/doctor.ts";
import { readChecksum } from "../../../harness/setup/steps/crate.ts";
import { sources } from "../../../harness/setup/steps/sources.ts";
import { Sandbox } from "./sandbox.ts";

const crates = ["freertos-next", "lwip", "rquickjs-sys"];
const silent = () => {};

/** A checkout with the project's Cargo.lock, and a cargo that brings the three crates and one that they depend on. */
function checkout(
  t: ExecutionContext,
  { file = "int main;", pinned }: { file?: string; pinned?: string } = {},
): Sandbox {
  const box = new Sandbox(t).withTools();
  box.write("Cargo.toml", "[package]\n");
  const lock = join(root, "Cargo.lock");
  box.write("Cargo.lock", readFileSync(lock, "utf8"));
  const sha256 = createHash("sha256").update("int main;").digest("hex");
  for (const name of [...crates, "windows-sys"]) {
    const checksum = crates.includes(name) ? (pinned ?? readChecksum(lock, name)) : "0";
    box.write(`cache/${name}/main.c`, file);
    box.write(`cache/${name}/.cargo-checksum.json`, JSON.stringify({ package: checksum, files: { "main.c": sha256 } }));
  }
  box.fake("cargo", `case $1 in --version) echo cargo 1.96.0;; vendor) /bin/cp -r ${box.root}/cache "$5";; esac`);
  return box;
}

test("the three crates are kept, what they depend on is not, and a second time nothing is needed", async (t) => {
  const box = checkout(t);
  t.true(await sources.isNeeded(box.context()));
  await sources.run(box.context(), silent);
  t.deepEqual(readdirSync(join(box.root, "vendor")).sort(), [".stamp", ...crates]);
  t.deepEqual(readdirSync(join(box.root, "build")).sort(), ["logs"]);
  t.deepEqual(box.ran, [`cargo vendor --locked --color never ${join(box.root, "build", "vendor.new")}`]);
  t.false(await sources.isNeeded(box.context()));
});

test("once they are there, the doctor misses no cargo, as in an image that was made elsewhere", async (t) => {
  const box = checkout(t);
  const aboutCargo = async () =>
    (await diagnose(box.context())).diagnoses.filter(({ name }) => name === "cargo").map(({ problem }) => problem);
  await sources.run(box.context(), silent);
  t.deepEqual(await aboutCargo(), [undefined]);
  box.without("cargo");
  t.deepEqual(await aboutCargo(), []);
  rmSync(join(box.root, "vendor"), { recursive: true });
  t.deepEqual(await aboutCargo(), ["not found"]);
});

test("they are needed again when Cargo.lock changes, or one of them is gone", async (t) => {
  const box = checkout(t);
  await sources.run(box.context(), silent);
  rmSync(join(box.root, "vendor", "lwip"), { recursive: true });
  t.true(await sources.isNeeded(box.context()));
  await sources.run(box.context(), silent);
  t.false(await sources.isNeeded(box.context()));
  box.write("Cargo.lock", `${readFileSync(join(box.root, "Cargo.lock"), "utf8")}\n`);
  t.true(await sources.isNeeded(box.context()));
});

test("what a killed run left behind does no harm", async (t) => {
  const box = checkout(t);
  box.write("build/vendor.new/lwip/half", "");
  box.write("build/vendor.chosen/lwip/half", "");
  box.write("vendor/lwip/half", "");
  t.true(await sources.isNeeded(box.context()));
  await sources.run(box.context(), silent);
  t.deepEqual(readdirSync(join(box.root, "vendor", "lwip")).sort(), [".cargo-checksum.json", "main.c"]);
});

test("a file that differs from what was downloaded is named and nothing is taken", async (t) => {
  const box = checkout(t, { file: "int maim;" });
  const error = await t.throwsAsync<SetupError>(sources.run(box.context(), silent));
  t.is(error?.code, "EILSEQ");
  t.regex(error?.message ?? "", /vendor\.new\/freertos-next\/main\.c has SHA-256 .*\nDo not use it/);
  t.false(existsSync(join(box.root, "vendor")));
  t.true(await sources.isNeeded(box.context()));
});

test("a crate from another archive than the pinned one is refused", async (t) => {
  const box = checkout(t, { pinned: "beef" });
  const error = await t.throwsAsync<SetupError>(sources.run(box.context(), silent));
  t.is(error?.code, "EILSEQ");
  t.regex(error?.message ?? "", /SHA-256 beef, but Cargo\.lock pins [0-9a-f]{64}/);
});

test("without a network cargo's words and what to do are in the error", async (t) => {
  const box = checkout(t);
  box.fake(
    "cargo",
    'case $1 in --version) echo cargo 1.96.0;; *) echo "  [6] Could not resolve hostname (Could not resolve host: index)" >&2; exit 101;; esac',
  );
  const error = await t.throwsAsync<SetupError>(sources.run(box.context(), silent));
  t.is(error?.code, "ENETUNREACH");
  t.regex(
    error?.message ?? "",
    /^Fetching the C sources failed: `.*cargo vendor --locked .*` ended with 101\.\n {2}\| .*\[6\]/,
  );
  t.regex(error?.message ?? "", /There is no network/);
});

test("Cargo.lock pins the three crates that Cargo.toml asks for", (t) => {
  for (const name of crates) {
    t.regex(readChecksum(join(root, "Cargo.lock"), name), /^[0-9a-f]{64}$/);
    t.regex(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^${name} = .*"=\\d+\\.\\d+\\.\\d+"`, "m"));
  }
  t.throws(() => readChecksum(join(root, "Cargo.lock"), "no-such-crate"), { message: /does not pin no-such-crate/ });
});
