import { homedir } from "node:os";
import { join } from "node:path";
import type { Tool } from "./tool.ts";

/** Ubuntu has newer versions of cargo under names of their own. */
const cargoNames = ["cargo", ...Array.from({ length: 30 }, (_, index) => `cargo-1.${114 - index}`)];

/** Everything that comes from the system's package manager. */
export const tools = {
  compiler: {
    name: "arm-none-eabi-gcc",
    purpose: "compiles the firmware",
    commands: ["arm-none-eabi-gcc"],
    probe: ["--version"],
    answer: /\) (\d+\.\d+\S*)/,
    minimum: "10.3",
    brings: ["arm-none-eabi-nm", "arm-none-eabi-addr2line"],
    packages: {
      apt: "gcc-arm-none-eabi",
      brew: "gcc-arm-embedded",
      dnf: "arm-none-eabi-gcc-cs",
      pacman: "arm-none-eabi-gcc",
    },
  },
  newlib: {
    name: "newlib",
    purpose: "the C library of the firmware",
    commands: ["arm-none-eabi-gcc"],
    probe: ["-print-file-name=nano.specs"],
    answer: /^[/\\]|^\w:/,
    packages: {
      apt: "libnewlib-arm-none-eabi",
      brew: "gcc-arm-embedded",
      dnf: "arm-none-eabi-newlib",
      pacman: "arm-none-eabi-newlib",
    },
  },
  qemu: {
    name: "qemu-system-arm",
    purpose: "runs the firmware",
    commands: ["qemu-system-arm"],
    setting: "AIO_QEMU",
    folders: (_env, root) => [join(process.cwd(), "xpacks", ".bin"), join(root, "xpacks", ".bin")],
    probe: ["--version"],
    answer: /version (\d+\.\d+\S*)/,
    minimum: "7.2",
    packages: { apt: "qemu-system-arm", brew: "qemu", dnf: "qemu-system-arm", pacman: "qemu-system-arm" },
  },
  cmake: {
    name: "cmake",
    purpose: "configures the firmware's build",
    commands: ["cmake"],
    probe: ["--version"],
    answer: /version (\d+\.\d+\S*)/,
    minimum: "3.20",
    packages: { apt: "cmake", brew: "cmake", dnf: "cmake", pacman: "cmake" },
  },
  ninja: {
    name: "ninja",
    purpose: "builds the firmware",
    commands: ["ninja", "ninja-build"],
    probe: ["--version"],
    answer: /^(\d+\.\d+\S*)/,
    minimum: "1.10",
    packages: { apt: "ninja-build", brew: "ninja", dnf: "ninja-build", pacman: "ninja" },
  },
  python: {
    name: "python3 with venv",
    purpose: "runs Kconfig",
    commands: ["python3"],
    probe: ["-c", "import ensurepip, sys, venv; print('venv', '.'.join(map(str, sys.version_info[:3])))"],
    answer: /^venv (\d+\.\d+\S*)/m,
    minimum: "3.9",
    packages: { apt: "python3-venv", brew: "python", dnf: "python3", pacman: "python" },
  },
  cargo: {
    name: "cargo",
    purpose: "fetches the C sources that Cargo.lock pins",
    commands: cargoNames,
    folders: (env) => [join(env.CARGO_HOME ?? join(env.HOME ?? homedir(), ".cargo"), "bin")],
    probe: ["--version"],
    answer: /^cargo (\d+\.\d+\S*)/,
    minimum: "1.85",
    packages: { apt: "cargo", brew: "rust", dnf: "cargo", pacman: "rust" },
  },
  hostCompiler: {
    name: "cc",
    purpose: "compiles the tests of C code that run on this machine",
    commands: ["cc", "gcc", "clang"],
    // A compiler alone is not enough: it needs the C library's headers.
    probe: ["-fsyntax-only", "-include", "stdlib.h", "-x", "c", "/dev/null"],
    answer: /^/,
    // The compiler and CMake look for them on PATH.
    brings: ["as", "ld", "ar", "ranlib"],
    packages: { apt: "gcc libc6-dev", brew: "gcc", dnf: "gcc", pacman: "gcc" },
  },
} satisfies Record<string, Tool>;
