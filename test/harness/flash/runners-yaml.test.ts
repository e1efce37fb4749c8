import { readFileSync } from "node:fs";
import test from "ava";
import { optionValues, parseRunners, readRunners } from "../../../harness/flash/runners-yaml.ts";

const text = readFileSync(new URL("outputs/runners.yaml", import.meta.url), "utf8");

test("runners, their arguments and the tools' paths are read", (t) => {
  const file = parseRunners(text);
  t.deepEqual(file.runners, ["openocd", "jlink", "stm32cubeprogrammer", "pyocd"]);
  t.deepEqual(file.settings("openocd"), {
    boardDir: "BOARD_DIR",
    openocd: "openocd",
    openocdSearch: ["/usr/share/openocd/scripts"],
    args: [
      ...["--cmd-load", "flash write_image erase", "--cmd-verify", "verify_image"],
      ...["--cmd-post-verify", "reset halt", "--target-handle=_CHIPNAME.cpu0"],
    ],
  });
});

test("an option is found in both ways of writing it, once for each time that it is given", (t) => {
  const settings = { ...parseRunners(text).settings("openocd"), args: ["--config", "a", "--config=b", "--c", "x"] };
  t.deepEqual(optionValues(settings, "--config"), ["a", "b"]);
  t.deepEqual(optionValues(settings, "--serial"), []);
});

test("a runner without arguments, and a file without tools, are read", (t) => {
  const file = parseRunners("runners:\n- x\n\nconfig:\n  board_dir: /a b\nargs:\n  x:\n    []\n\n");
  t.deepEqual(file.runners, ["x"]);
  t.deepEqual(file.settings("x"), { boardDir: "/a b", openocdSearch: [], args: [] });
});

test("a build folder without the file says how it comes there", (t) => {
  const error = t.throws(() => readRunners("/nowhere"), { code: "ENOENT" });
  t.regex(
    error?.message ?? "",
    /cannot read which tools flash this board: .*\/nowhere.*; build the board's firmware first/,
  );
});
