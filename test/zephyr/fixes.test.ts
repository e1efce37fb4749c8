/** Repairs of Zephyr: each says what it is for, and one that was not written for this Zephyr stops the build. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { root } from "../../harness/base/paths.js";
import { temporaryFolder } from "../support/temporary-folder.ts";

const fixes = join(root, "firmware", "ports", "zephyr", "fixes");
const read = (name: string) => readFileSync(join(fixes, name), "utf8");
const cmake = read("CMakeLists.txt");
const kconfig = read("Kconfig");

for (const file of readdirSync(fixes).filter((name) => name.endsWith(".c"))) {
  test(`${file} says what is wrong, where it was reported, for which versions it is and when it can go`, (t) => {
    const [comment = ""] = /^\/\*[\s\S]*?\*\//.exec(read(file)) ?? [];
    for (const mark of ["Wrong:", "Upstream:", "For: Zephyr", "Can go:"]) {
      t.true(comment.includes(` * ${mark}`), mark);
    }
  });

  test(`${file} has an option of its own, and the linker is told of what it replaces`, (t) => {
    const name = file.replace(".c", "").toUpperCase();
    const line = new RegExp(`^aio_fix\\(${name} ${file} ZEPHYR 3\\.7\\s*(?:WRAPS ([^)]*))?\\)$`, "m").exec(cmake);
    t.not(line, null);
    t.regex(kconfig, new RegExp(`^config AIO_FIX_${name}\\n\\tbool "`, "m"));
    const replaced = Array.from(read(file).matchAll(/^(?:\w.*?[ *])?__wrap_(\w+)\(/gm), ([, wrapped = ""]) => wrapped);
    t.deepEqual((line?.[1]?.split(" ") ?? []).sort(), replaced.sort());
  });
}

/** What CMake says where two of the repairs are on, and which functions the linker is told of. */
async function configure(t: { title: string }, version: string, options = ""): Promise<string> {
  const [major, minor] = version.split(".");
  const script = join(temporaryFolder("async-io-ts-fixes-"), "script.cmake");
  writeFileSync(
    script,
    `# ${t.title}
cmake_minimum_required(VERSION 3.20)
set(KERNEL_VERSION_MAJOR ${major})
set(KERNEL_VERSION_MINOR ${minor})
set(CONFIG_AIO_FIX_UDP_QUEUE y)
set(CONFIG_AIO_FIX_MEMORY y)
${options}
function(zephyr_library_sources)
  message("compiles \${ARGN}")
endfunction()
function(zephyr_ld_options)
  message("links \${ARGN}")
endfunction()
include(${join(fixes, "CMakeLists.txt")})
`,
  );
  const { all } = await execa("cmake", ["-P", script], { reject: false, all: true });
  return all.replaceAll(/\s+/g, " ");
}

test("the repairs that are on are compiled for the Zephyr that they were written for", async (t) => {
  const said = await configure(t, "3.7");
  t.is(said.trim(), "compiles memory.c compiles udp_queue.c links -Wl,--wrap=net_context_recv");
});

test("another Zephyr stops the build with the names of the files", async (t) => {
  const said = await configure(t, "4.1");
  t.regex(said, /This is Zephyr 4\.1, and of firmware\/ports\/zephyr\/fixes/);
  t.regex(said, /memory\.c is written for Zephyr 3\.7: CONFIG_AIO_FIX_MEMORY=n/);
  t.regex(said, /udp_queue\.c is written for Zephyr 3\.7: CONFIG_AIO_FIX_UDP_QUEUE=n/);
  t.notRegex(said, /send_now\.c/);
});

test("another Zephyr is taken where the check is switched off", async (t) => {
  t.notRegex(await configure(t, "4.1", "set(CONFIG_AIO_FIXES_UNCHECKED y)"), /This is Zephyr/);
});
