import test from "ava";
import { execa } from "execa";
import { baseSystem } from "./base-system.ts";
import { needs } from "./needs.ts";

const query = "/usr/bin/dpkg-query";
const isDebian = !(await execa(query, ["--version"], { reject: false })).failed;
const onDebian = needs("Debian's dpkg", isDebian, test);

onDebian("every program of the base system is in an essential or required package of Debian", async (t) => {
  const format = ["Essential", "Priority", "Package"].map((field) => `\${${field}}`).join(" ");
  const { stdout } = await execa(query, ["--show", `--showformat=${format}\n`]);
  const packages = stdout.split("\n").flatMap((line) => /^(?:yes \S+|no required) (\S+)/.exec(line)?.slice(1) ?? []);
  const { stdout: files } = await execa(query, ["--listfiles", ...packages]);
  const names = new Set(files.split("\n").map((file) => /^(?:\/usr)?\/s?bin\/([^/]+)$/.exec(file)?.[1]));
  t.deepEqual(
    baseSystem.filter((name) => !names.has(name)),
    [],
  );
});
