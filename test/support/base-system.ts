/**
 * The programs of the base system that the suite may call by name, beside the tools that `harness/setup/checks` declares. Debian has each
 * in an essential package, which test/support/base-system.test.ts checks; macOS lacks those of Linux, and no test needs them there.
 */
export const baseSystem: readonly string[] = [
  // POSIX.
  ...["sh", "cat", "cp", "echo", "env", "false", "ln", "ls", "mkdir", "mv", "rm", "sed", "sleep", "true", "uname"],
  // The shell of .ci/run.
  "bash",
  // Linux: ends QEMU with its parent; makes a read-only copy of the package.
  ...["setpriv", "unshare", "mount"],
];
