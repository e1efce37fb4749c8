/** Programs as byte code. With AIO_RELEASE=1 the other suites run so too. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { root } from "../../harness/base/paths.js";
import { withTemporaryFolder } from "../../harness/base/temporary-folder.ts";
import { ensureFirmware, type Firmware } from "../../harness/build/firmware.ts";
import { bundle, type ImageOptions, makeSnapshot } from "../../harness/build/index.ts";
import { checkOptions } from "../../harness/device/options.ts";
import { boot } from "../../harness/index.ts";
import { bootImage } from "./boot-image.ts";
import { bootProgram } from "./program.ts";

const choices = checkOptions({ release: false });
const mapPositions = (text: string) => text;
const programPath = (name: string) => fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));

/** The program as its image has it, made by the tool that was built beside a firmware. */
async function snapshotOf(name: string, { dir }: Firmware) {
  const { code } = await bundle(programPath(name), { release: true });
  return { kind: "snapshot" as const, ...(await makeSnapshot(code, { dir, mapPositions })) };
}

async function refusal(image: ImageOptions, firmware: Firmware): Promise<string | undefined> {
  await using device = await bootImage(image, firmware);
  const { code, reason } = await device.exit;
  return code === 72 && reason === "boot" ? device.diagnosis : `it ended with ${code} (${reason}): ${device.output}`;
}

if (choices.engine === "jerryscript") {
  test.serial("a program prints the same from byte code as from source, tagged templates included", async (t) => {
    const output = async (release: boolean) => {
      await using device = await bootProgram("syntax", { release });
      t.deepEqual(await device.exit, { code: 0, reason: "program" });
      return device.output;
    };
    const released = await output(true);
    t.is(released, await output(false));
    t.regex(released, /^a\\n\|b\| {1,2}1,2 \\u\{41\} plain 2\ntrue|false/);
    t.regex(released, /default 2\n$/);
  });

  test.serial("an uncaught exception shows the functions, and no positions", async (t) => {
    await using device = await bootProgram("throws", { release: true });
    t.deepEqual(await device.exit, { code: 1, reason: "program" });
    t.regex(device.output, /^before\nUncaught TypeError: no good: 42\n {4}at inner\n {4}at outer\n/);
    t.notRegex(device.output, /\.[jt]s:\d/);
  });

  test.serial("new Function says which option it needs", async (t) => {
    await using device = await bootProgram("evaluates", { release: true });
    t.deepEqual(await device.exit, { code: 0, reason: "program" });
    t.is(device.output, "SyntaxError: This firmware has no parser (CONFIG_AIO_JS_PARSER)\n");
  });

  test.serial("with the parser a release runs new Function and source", async (t) => {
    // The port to FreeRTOS is built in a fraction of the time.
    const device = { kernel: "freertos", engine: "jerryscript", board: "mps2_an385", release: true } as const;
    const firmware = await ensureFirmware({ ...choices, ...device, config: { AIO_JS_PARSER: true } });
    await using released = await bootProgram("evaluates", { ...device, firmware: firmware.elf });
    await released.exit;
    t.is(released.output, "42\n");
    const { code } = await bundle(programPath("evaluates"));
    await using source = await bootImage({ program: code }, firmware, device.board);
    await source.exit;
    t.is(source.output, "42\n");
  });

  test.serial("each firmware refuses the other's program, and says what to do", async (t) => {
    const release = await ensureFirmware({ ...choices, release: true });
    const development = await ensureFirmware(choices);
    const snapshot = await snapshotOf("idle", release);
    t.regex(
      (await refusal(snapshot, development)) ?? "",
      /byte code, which a release firmware runs, and this firmware runs source: build both with --release, or neither/,
    );
    const { code } = await bundle(programPath("idle"));
    t.regex(
      (await refusal({ program: code }, release)) ?? "",
      /has source, and this firmware runs byte code: build both with --release, or neither/,
    );
  });

  test.serial("byte code of another engine is refused, with both and what to do", async (t) => {
    const release = await ensureFirmware({ ...choices, release: true });
    const snapshot = await snapshotOf("idle", release);
    const other = (snapshot.id ^ 1) >>> 0;
    const hex = (engine: number) => engine.toString(16).padStart(8, "0");
    const diagnosis = (await refusal({ ...snapshot, id: other }, release)) ?? "";
    t.true(
      diagnosis.includes(`byte code for engine ${hex(other)}, and this firmware's is ${hex(snapshot.id)}`),
      diagnosis,
    );
    t.regex(diagnosis, /build both with --release from the same async-io-ts/);
    await using same = await bootImage(snapshot, release);
    t.deepEqual(await same.exit, { code: 0, reason: "program" });
  });

  test.serial("what the engine does not parse is told of where it is built, with file and line", async (t) => {
    await withTemporaryFolder(async (folder) => {
      const file = join(folder, "long.ts");
      await writeFile(
        file,
        `const one = 1;\nconsole.log(one, ["${"x".repeat(70_000)}"].map((text) => text.length));\n`,
      );
      await t.throwsAsync(boot(file, { release: true }), {
        code: "EINVAL",
        message: /^the program cannot be made byte code: SyntaxError: String is too long \[.*long\.ts:2:\d+\]$/,
      });
    });
  });

  test.serial("a firmware that is no release has no tool, and the message says so", async (t) => {
    const { elf, dir } = await ensureFirmware(choices);
    const error = await t.throwsAsync(boot(programPath("idle"), { firmware: elf, release: true }), { code: "ENOTSUP" });
    t.true(error?.message.includes(dir));
    t.regex(error?.message ?? "", /build the firmware with --release too, or leave --firmware out/);
  });
} else {
  test("an engine without byte code says which has it", async (t) => {
    await t.throwsAsync(boot(join(root, "examples", "echo.ts"), { release: true }), {
      code: "ENOTSUP",
      message: /--release runs byte code, which only JerryScript has here, not quickjs: add --engine jerryscript/,
    });
  });
}
