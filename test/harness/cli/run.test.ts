/** `async-io run`: what goes where, and what it exits with. */
import { chmodSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import test from "ava";
import { needs } from "../../support/needs.ts";
import { refusedIn, runHere, Workspace } from "../support/command.ts";
import { scenario } from "../support/fake-device.ts";

const workspace = new Workspace();

test.afterEach.always((t) => {
  t.deepEqual(workspace.leftovers(), []);
});

test.serial("the console goes to stdout, nothing else does, and the program's code is the command's", async (t) => {
  const { code, stdout, stderr } = await workspace.device('device.start(); device.print("hello\\n"); device.exit(42);');
  t.is(stdout, "hello\n");
  t.is(stderr, "");
  t.is(code, 42);
});

test.serial("arguments behind -- reach the program, options before it do not", async (t) => {
  const show =
    'device.start(); device.print(device.image().toString("latin1").replace(/[^ -~]+/g, " ")); device.exit(0);';
  const { code, stdout } = await workspace.device(show, "--time", "virtual", "--", "--time", "a b", "-x");
  t.is(code, 0);
  t.true(stdout.includes('["--time","a b","-x"]'));
});

test.serial("virtual time is QEMU's instruction counter", async (t) => {
  const show = 'device.start(); device.print(device.args.join(" ")); device.exit(0);';
  t.regex(
    (await workspace.device(show, "--time", "virtual")).stdout,
    /-icount shift=5,align=off,sleep=off -rtc clock=vm/,
  );
  t.notRegex((await workspace.device(show)).stdout, /-icount/);
});

test.serial("a crash is code 70 and its backtrace goes to stderr", async (t) => {
  const { code, stdout, stderr } = await workspace.device(
    'device.start(); device.print("before\\n"); device.record({ t: "fault", reason: "bus fault", thread: "js", backtrace: [4660] });',
  );
  t.is(code, 70);
  t.is(stdout, "before\n");
  t.regex(stderr, /^async-io: crash: bus fault in thread js\n {4}at 0x00001234/);
});

test.serial("a run beyond its time limit is code 71 and says what the device was doing", async (t) => {
  const { code, stderr } = await workspace.device("device.start();", "--timeout", "0.3");
  t.is(code, 71);
  t.regex(
    stderr,
    /^async-io: it did not end within 0\.3 s: the device is idle.*it printed nothing, it sent 0 frames and received 0 frames\n$/,
  );
});

test.serial("what is for stderr goes there", async (t) => {
  const { code, stdout, stderr } = await workspace.device(
    'device.start(); device.print("one\\n\\x02two\\n\\x03three\\n"); device.exit(0);',
  );
  t.is(code, 0);
  t.is(stdout, "one\nthree\n");
  t.is(stderr, "two\n");
});

test.serial("a file of device tests prints its results, and ends with its code", async (t) => {
  const { code, stdout } = await workspace.device(`
    const tell = (event) => device.record({ t: "test", ...event });
    device.start();
    tell({ event: "plan", titles: ["adds", "fails"], skipped: ["later"] });
    tell({ event: "start", title: "adds" });
    device.print("within adds\\n");
    tell({ event: "pass", title: "adds", ms: 11.6 });
    tell({ event: "start", title: "fails" });
    const frames = "\\n    at f (main.ts:1:2)\\n    at within (a/ts-runtime/src/test/run.ts:1:1)";
    tell({ event: "fail", title: "fails", ms: 2, error: { message: "not equal", actual: "1", expected: "2", stack: "Error: not equal" + frames } });
    tell({ event: "end", passed: 1, failed: 1 });
    device.exit(1);`);
  t.is(code, 1);
  t.is(
    stdout,
    [
      "within adds",
      "✔ adds (12 ms)",
      "✘ fails (2 ms)",
      "    not equal",
      "    actual: 1",
      "    expected: 2",
      "    at f (main.ts:1:2)",
      "- later",
      "1 passed, 1 failed, 1 skipped",
      "",
    ].join("\n"),
  );
});

test.serial("a boot that fails is code 72 with the device's words", async (t) => {
  const { code, stdout, stderr } = await workspace.device(
    'device.print("no good\\n"); device.record({ t: "error", message: "the image has format version 9" });',
  );
  t.is(code, 72);
  t.is(stdout, "no good\n");
  t.is(stderr, "async-io: the image has format version 9\n");
});

test.serial("a QEMU that ends before the device starts is code 72 with QEMU's words", async (t) => {
  const { code, stderr } = await workspace.device(
    'export const early = () => { console.error("qemu: could not load it"); process.exit(1); };',
  );
  t.is(code, 72);
  t.regex(stderr, /^async-io: cannot start the device in .*: QEMU ended with code 1: qemu: could not load it\n$/);
});

test.serial("a QEMU that speaks anything but QMP is code 72", async (t) => {
  const { code, stderr } = await workspace.device(
    'export const silent = true; export const early = (device) => device.qmp("HTTP/1.1 400 Bad Request\\n");',
  );
  t.is(code, 72);
  t.regex(stderr, /expected QMP on QEMU's control connection, but "HTTP\/1\.1 400 Bad Request" came/);
});

const refused = refusedIn(workspace.folder);

test.serial(
  "a program that does not exist",
  refused,
  ["run", "no.ts"],
  /^async-io: no\.ts: .*there is no such file\n$/,
);
test.serial("a program that is a folder", refused, ["run", workspace.folder], /^async-io: [^\n]+\n$/);
test.serial(
  "a board that does not exist",
  refused,
  ["run", "main.ts", "--board", "mps2"],
  /--board must be .*mps2_an385,.* or .*, but "mps2" was given/,
);
test.serial(
  "a kernel with a typo",
  refused,
  ["run", "main.ts", "--kernel", "zefyr"],
  /--kernel must be .*did you mean zephyr\?/,
);
test.serial("an engine with a typo", refused, ["run", "main.ts", "--engine", "quickj"], /did you mean quickjs\?/);
test.serial(
  "a time profile that does not exist",
  refused,
  ["run", "main.ts", "--time", "warp"],
  /--time must be real or virtual/,
);
test.serial(
  "an option with a typo",
  refused,
  ["run", "main.ts", "--timout", "3"],
  /unknown option '--timout'\n\(Did you mean --timeout\?\)/,
);
test.serial("a command with a typo", refused, ["rum"], /unknown command 'rum'/);
test.serial("a missing argument", refused, ["run"], /missing required argument 'file'/);
test.serial(
  "a time limit that is no number",
  refused,
  ["run", "main.ts", "--timeout", "soon"],
  /must be a number of seconds above 0/,
);
test.serial(
  "a time limit of zero",
  refused,
  ["run", "main.ts", "--timeout", "0"],
  /must be a number of seconds above 0/,
);
test.serial("a forward without a colon", refused, ["run", "main.ts", "--forward", "80"], /must be HOST:DEVICE/);
test.serial("a forward of a port beyond 65535", refused, ["run", "main.ts", "--forward", "70000:1"], /from 1 to 65535/);
test.serial(
  "a QEMU that does not exist",
  refused,
  ["run", "main.ts", "--qemu", "/no/qemu"],
  /there is no QEMU at \/no\/qemu/,
);

test.serial("an empty program", async (t) => {
  workspace.write("empty.ts", " \n");
  const { code, stderr } = await workspace.run(["run", "empty.ts"]);
  t.is(code, 64);
  t.regex(stderr, /^async-io: empty\.ts: the program is empty.*\n$/);
});

needs(
  "a user who is not root",
  process.getuid?.() !== 0,
  test.serial,
)("a program that may not be read", async (t) => {
  chmodSync(workspace.write("secret.ts", "console.log(1)"), 0);
  const { code, stderr } = await workspace.run(["run", "secret.ts"]);
  t.is(code, 64);
  t.regex(stderr, /permission denied/);
});

test.serial("a program that does not parse is shown with its position", async (t) => {
  workspace.write("broken.ts", "const a = ;\n");
  const { code, stderr } = await workspace.run(["run", "broken.ts"]);
  t.is(code, 64);
  t.regex(stderr, /^async-io: broken\.ts:1:11: .*\n$/);
});

test.serial("type errors are shown as tsc shows them, and nothing runs", async (t) => {
  workspace.write("types.ts", 'const a: number = "text";\nconsole.log(a, missing);\nexport {};\n');
  const { code, stdout, stderr } = await workspace.run(["run", "types.ts", "--firmware", scenario("")]);
  t.is(code, 64);
  t.is(stdout, "");
  t.regex(stderr, /types\.ts\(1,7\): error TS2322: Type 'string' is not assignable to type 'number'\./);
  t.regex(stderr, /types\.ts\(2,16\): error TS2304: Cannot find name 'missing'\./);
});

test.serial("a program that is too large says how large, and what to raise", async (t) => {
  workspace.write("large.ts", `console.log("${"x".repeat(1_100_000)}");\nexport {};\n`);
  const { code, stderr } = await workspace.run(["run", "large.ts", "--firmware", scenario("")]);
  t.is(code, 64);
  t.regex(stderr, /^async-io: .*1048576.*CONFIG_AIO_IMAGE_SIZE.*\n$/);
});

test.serial("a QEMU that is too old says which it is and what is needed", async (t) => {
  const old = workspace.write("old-qemu", '#!/bin/sh\necho "QEMU emulator version 6.2.0 (Debian 1:6.2)"\n');
  chmodSync(old, 0o755);
  const { code, stderr } = await workspace.run(["run", "main.ts", "--qemu", old, "--firmware", scenario("")]);
  t.is(code, 72);
  t.regex(stderr, /old-qemu is QEMU 6\.2\.0, but 7\.2 or newer is needed: install/);
});

test.serial("a QEMU that is none says what it printed", async (t) => {
  const other = workspace.write("other", "#!/bin/sh\necho hello\n");
  chmodSync(other, 0o755);
  const { code, stderr } = await workspace.run(["run", "main.ts", "--qemu", other, "--firmware", scenario("")]);
  t.is(code, 72);
  t.regex(stderr, /should tell QEMU's version, but it printed "hello"/);
});

test.serial("a QEMU that does not exist is one line, before anything is set up or built", async (t) => {
  const { code, stderr } = await workspace.run(["run", "main.ts"], { AIO_QEMU: `${workspace.folder}/none` });
  t.is(code, 64);
  t.regex(
    stderr,
    /^async-io: there is no QEMU at .*none \(from --qemu or AIO_QEMU\): it is missing or not executable\n$/,
  );
});

test.serial("no QEMU at all says where it was looked for and what to install", async (t) => {
  mkdirSync(`${workspace.folder}/bin`);
  const { code, stderr } = await workspace.run(["run", "main.ts", "--firmware", scenario("")], {
    AIO_QEMU: "",
    PATH: `${workspace.folder}/bin`,
  });
  t.is(code, 72);
  t.regex(stderr, /^async-io: qemu-system-arm was not found in xpacks\/\.bin and PATH: install/);
});

test.serial("a port of this machine that is taken is named, and the device does not run", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const { code, stdout, stderr } = await workspace.run(
    ["run", "main.ts", "--firmware", scenario("device.start();"), "--forward", `${port}:7`],
    { AIO_QEMU: "" },
  );
  server.close();
  t.is(code, 72);
  t.is(stdout, "");
  t.regex(stderr, new RegExp(`port ${port} .*another program uses that port`));
});

test.serial("help and version are no mistakes", async (t) => {
  const help = await workspace.run(["--help"]);
  t.is(help.code, 0);
  t.regex(help.stdout, /^Usage: async-io /);
  t.regex((await workspace.run(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test.serial("help shows options as a person gives them, and help COMMAND is COMMAND --help", async (t) => {
  const help = await runHere(workspace.folder, ["help", "run"]);
  t.is(help.code, 0);
  t.regex(help.stdout, /--forward <host:device>/);
  t.is((await runHere(workspace.folder, ["run", "--help"])).stdout, help.stdout);
  const commands = ["run", "test", "bench", "build", "size", "flash", "monitor", "doctor", "new"];
  for (const command of commands) {
    const { stdout } = await runHere(workspace.folder, ["help", command]);
    t.regex(stdout, new RegExp(`^Usage: async-io ${command}`));
    t.notRegex(stdout, /default:\s+(\[\]|\{\}|false)/);
  }
});
