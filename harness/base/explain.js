import { SetupError } from "./setup-error.js";

/**
 * What the output of a failed command says to somebody who knows the tools: the cause, and what to do.
 *
 * @type {{ pattern: RegExp, code: string, advice: string }[]}
 */
const causes = [
  {
    pattern: /no space left on device|ENOSPC|disk quota exceeded|You don't have enough free space/i,
    code: "ENOSPC",
    advice:
      "The disk is full: free some space (a whole set-up takes about 2 GB, most of it system packages), then run the command again.",
  },
  {
    pattern:
      /DO NOT MATCH THE HASHES|failed to verify the checksum|checksum for .* changed|EINTEGRITY|Hash Sum mismatch/i,
    code: "EILSEQ",
    advice:
      "What was downloaded is not what this project pinned: do not use it. A proxy or a mirror may have changed it; " +
      "try again on another network.",
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Could not resolve host|Couldn't resolve host|Temporary failure resolving|Temporary failure in name resolution|Failed to establish a new connection|Could not connect to|Connection timed out|Failed to connect to|Connection refused|failed to download from|network failure|spurious network error/i,
    code: "ENETUNREACH",
    advice:
      "There is no network, or a proxy or firewall is in the way: check the connection (and HTTPS_PROXY, where you need " +
      "one), then run the command again.",
  },
  {
    pattern: /Could not get lock|Unable to acquire the dpkg frontend lock|database is locked/i,
    code: "EBUSY",
    advice: "Another package manager is running: let it finish, then run the command again.",
  },
  {
    pattern: /EROFS|Read-only file system/i,
    code: "EROFS",
    advice: "The file system there is read-only: mount it for writing, or use a copy, then run the command again.",
  },
  {
    pattern: /EACCES|EPERM|ENOTDIR|Permission denied/i,
    code: "EACCES",
    advice:
      "A file or folder is not writable for you: see the path above (was it made by root?), then run the command again.",
  },
];

/**
 * An error of the operating system (a full disk, a folder that is not writable) as one that says what to do; any other as it is.
 *
 * @param {unknown} error
 * @returns {unknown}
 */
export function explainSystemError(error) {
  const { code, syscall, message } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const known = syscall === undefined ? undefined : explainFailure(`${message}`);
  return known === undefined
    ? error
    : new SetupError(`${message}\n${known.advice}`, { code: code ?? known.code, exitCode: 73, cause: error });
}

/**
 * @param {string} output what the command printed
 * @returns {{ code: string, advice: string } | undefined} undefined where nothing known stands in it
 */
export function explainFailure(output) {
  return causes.find(({ pattern }) => pattern.test(output));
}
