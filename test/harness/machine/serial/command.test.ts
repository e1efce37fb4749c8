/** `async-io run` and `test` with `--port`, through west where a workspace is found: the probe's tool and the board are fakes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import anyTest from "ava";
import { lookForWorkspace, west } from "../../../../harness/zephyr/index.ts";
import { needs } from "../../../support/needs.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";
import { Bench } from "../../flash/bench.ts";
import { entry } from "../../support/command.ts";
import { Pty } from "../../support/pty.ts";

const folder = temporaryFolder("aio-board-");
writeFileSync(join(folder, "main.ts"), 'console.log("hi");\nexport {};\n');
writeFileSync(join(folder, "a.device.ts"), 'import test from "async-io-ts/test";\ntest("sums", (t) => t.is(1, 1));\n');

const workspace = lookForWorkspace();
const hasWest = workspace !== undefined && existsSync(west(workspace).command);
const test = needs("a west workspace", hasWest, anyTest.serial);

/** Runs a command with a board that does what `program` says each time when its flash was written. */
async function command(args: readonly string[], program: (pty: Pty) => void) {
  await using pty = await Pty.open();
  const bench = new Bench();
  bench.writeConfig("CONFIG_AIO_IMAGE_ADDRESS=0x08100000\nCONFIG_AIO_IMAGE_SIZE=0x40000\n");
  const firmware = join(bench.buildDir, "zephyr", "zephyr.elf");
  const device = ["--board", "nucleo_f767zi", "--port", pty.path, "--firmware", firmware];
  const child = spawn(process.execPath, [entry, ...args, ...device], {
    cwd: folder,
    env: { ...process.env, ...bench.environment("ok"), FORCE_COLOR: "0", CI: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (piece: string) => {
      text[name] += piece;
    });
  }
  const closed = once(child, "close");
  let written = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const calls = bench.calls().length;
    if (calls > written) {
      written = calls;
      program(pty);
    }
    await Promise.race([sleep(20), closed]);
  }
  const [code] = await closed;
  bench.remove();
  return { code, ...text, written };
}

test("run writes the program, restarts the board and ends with the program's code", async (t) => {
  const { code, stdout, stderr, written } = await command(["run", "main.ts"], (pty) => {
    pty.boot({ board: "nucleo_f767zi" });
    pty.print("hi from the board\n");
    pty.record({ t: "exit", code: 5 });
  });
  t.is(code, 5, stderr);
  t.is(stdout, "hi from the board\n");
  t.regex(stderr, /✔ App into nucleo_f767zi, with openocd/);
  t.is(written, 1);
});

test("run refuses the firmware of another board", async (t) => {
  const { code, stderr } = await command(["run", "main.ts"], (pty) => pty.boot({ board: "frdm_k64f" }));
  t.is(code, 72);
  t.regex(stderr, /the board says that it is frdm_k64f, but nucleo_f767zi was expected/);
});

test("test reports what the board tells of its tests", async (t) => {
  const { code, stdout } = await command(["test", "a.device.ts"], (pty) => {
    pty.boot({ board: "nucleo_f767zi" });
    pty.record({ t: "test", event: "plan", titles: ["sums"] });
    pty.record({ t: "test", event: "pass", title: "sums", ms: 1 });
    pty.record({ t: "test", event: "end" });
    pty.record({ t: "exit", code: 0 });
  });
  t.is(code, 0, stdout);
  t.regex(stdout, /✔ sums/);
  t.regex(stdout, /1 test passed/);
});
