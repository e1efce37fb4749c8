import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { elfSymbols } from "../../../harness/console/symbols.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder("aio-symbols-");
const elf = join(folder, "firmware.elf");

const options = ["-mcpu=cortex-m3", "-mthumb", "-g", "-O0", "-nostdlib", "-Wl,-e,first", "-Ttext=0x1000"];

test.before(async () => {
  writeFileSync(
    join(folder, "main.c"),
    "int second(int x)\n{\n\treturn x + 1;\n}\n\nint first(int x)\n{\n\treturn second(x) + 2;\n}\n",
  );
  await execa("arm-none-eabi-gcc", [...options, "main.c", "-o", elf], { cwd: folder });
});

test("addresses become functions with file and line, in their order", async (t) => {
  const { stdout } = await execa("arm-none-eabi-nm", [elf]);
  const address = (name: string) => Number.parseInt(new RegExp(`^(\\w+) T ${name}$`, "m").exec(stdout)?.[1] ?? "", 16);
  const [second, first] = await elfSymbols(elf).resolve([address("second"), address("first")]);
  t.is(second, `0x00001000 second at ${join(folder, "main.c")}:2`);
  t.regex(first ?? "", /^0x000010\w\w first at .*main\.c:7$/);
});

test("a path that leads out of the build's own folder, as ccache makes it, is shown from the package's folder", async (t) => {
  const cwd = join(folder, "build", "x");
  mkdirSync(cwd, { recursive: true });
  await execa("arm-none-eabi-gcc", [...options, `-ffile-prefix-map=${folder}=.`, "../../main.c", "-o", "a.elf"], {
    cwd,
  });
  t.deepEqual(await elfSymbols(join(cwd, "a.elf")).resolve([0x1000]), ["0x00001000 second at main.c:2"]);
});

test("an address that is in no function stays a number", async (t) => {
  t.deepEqual(await elfSymbols(elf).resolve([0x2000_0000]), ["0x20000000"]);
});

test("a firmware that cannot be read leaves all addresses numbers", async (t) => {
  t.deepEqual(await elfSymbols(join(folder, "none.elf")).resolve([0x1000, 2]), ["0x00001000", "0x00000002"]);
});

test("no addresses ask for nothing", async (t) => {
  t.deepEqual(await elfSymbols("none").resolve([]), []);
});
