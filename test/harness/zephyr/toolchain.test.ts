/** Which compiler Zephyr's build is given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { chooseToolchain } from "../../../harness/zephyr/index.ts";
import { needs } from "../../support/needs.ts";

const compiler = "/usr/bin/arm-none-eabi-gcc";
const gnuarmemb = {
  variant: "gnuarmemb",
  env: { ZEPHYR_TOOLCHAIN_VARIANT: "gnuarmemb", GNUARMEMB_TOOLCHAIN_PATH: "/usr" },
};

/** An empty home. */
function home(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), "aio-home-"));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("the variable decides, and the system's compiler is found for it", (t) => {
  const env = { HOME: home(t), ZEPHYR_TOOLCHAIN_VARIANT: "gnuarmemb" };
  t.deepEqual(chooseToolchain(compiler, env).env, { GNUARMEMB_TOOLCHAIN_PATH: "/usr" });
  t.deepEqual(chooseToolchain(compiler, { ...env, ZEPHYR_TOOLCHAIN_VARIANT: "zephyr" }), {
    variant: "zephyr",
    env: {},
  });
});

test("the SDK is taken where it is unpacked", (t) => {
  const HOME = home(t);
  mkdirSync(join(HOME, ".local/zephyr-sdk-0.16.8"), { recursive: true });
  writeFileSync(join(HOME, ".local/zephyr-sdk-0.16.8/sdk_version"), "0.16.8\n");
  t.deepEqual(chooseToolchain(compiler, { HOME }), { variant: "zephyr", env: {} });
});

// This machine's own SDK would be found in /opt and /usr/local too.
const isFound = chooseToolchain(compiler, { HOME: "/nonexistent" }).variant === "zephyr";
const without = needs("a machine without a Zephyr SDK in /opt", !isFound);

without("its archive alone is no SDK", (t) => {
  const HOME = home(t);
  writeFileSync(join(HOME, "zephyr-sdk-0.16.8_linux-x86_64_minimal.tar.xz"), "");
  t.deepEqual(chooseToolchain(compiler, { HOME }), gnuarmemb);
});

without("a place that is no folder is no SDK", (t) => {
  const HOME = home(t);
  writeFileSync(join(HOME, "bin"), "");
  t.deepEqual(chooseToolchain(compiler, { HOME }), gnuarmemb);
});
