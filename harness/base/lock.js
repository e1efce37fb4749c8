import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explainSystemError } from "./explain.js";

/** How often one who waits looks again, in milliseconds. */
const pollInterval = 100;

/** How long somebody waits before it is worth a line, in milliseconds. */
const silence = 500;

/** Counts this process's locks, so that each has a name of its own. */
let serial = 0;

/**
 * Runs `work` while holding a lock that other processes on this machine see. The lock is a file that names its owner; an
 * owner that no longer runs has lost it.
 *
 * @template T
 * @param {string} file
 * @param {{ onWait?: (line: string) => void, signal?: AbortSignal | undefined }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, { onWait = () => {}, signal }, work) {
  const claim = makeClaim(file);
  const forget = () => rmSync(claim, { force: true });
  const release = () => rmSync(file, { force: true });
  process.once("exit", forget);
  try {
    await take(file, claim, onWait, signal);
  } finally {
    process.removeListener("exit", forget);
    forget();
  }
  // A signal that nobody handles ends the process without `finally`; the next one then finds an owner that is gone.
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}

/**
 * @param {string} file
 * @param {string} claim
 * @param {(line: string) => void} onWait
 * @param {AbortSignal | undefined} signal
 */
async function take(file, claim, onWait, signal) {
  const started = performance.now();
  let told = false;
  while (!tryLink(claim, file)) {
    signal?.throwIfAborted();
    const owner = readOwner(file);
    if (owner !== undefined && !isAlive(owner)) {
      removeIfOwnedBy(file, claim, owner);
      continue;
    }
    if (owner !== undefined && !told && performance.now() - started > silence) {
      told = true;
      onWait(`Waiting for process ${owner.pid}, which is doing the same … (its lock: ${file})`);
    }
    await sleep(pollInterval, undefined, { signal });
  }
}

/**
 * The lock's contents in a file of its own: linking it to the lock's name makes the lock appear whole, or fails.
 *
 * @param {string} file
 */
function makeClaim(file) {
  const claim = `${file}.${process.pid}.${serial++}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(claim, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }));
  } catch (error) {
    throw explainSystemError(error);
  }
  return claim;
}

/** @param {string} claim @param {string} file */
function tryLink(claim, file) {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/** @typedef {{ pid: number, started: string }} Owner */

/** @param {string} file @returns {Owner | undefined} */
function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Moves the lock aside before it is removed: of several who wait, one gets it, and one who was late and moved the next owner's
 * lock puts it back.
 *
 * @param {string} file
 * @param {string} claim
 * @param {Owner} owner
 */
function removeIfOwnedBy(file, claim, owner) {
  const aside = `${claim}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readOwner(aside);
  if (moved?.pid !== owner.pid || moved.started !== owner.started) {
    tryLink(aside, file);
  }
  rmSync(aside, { force: true });
}

/** @param {Owner} owner */
function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  return startTime(pid) === started;
}

/**
 * When a process started, in ticks since the machine did: tells it from a later one with the same number. Empty where there
 * is no /proc. One that has ended and that nobody has asked for its end yet, as in a container without an init, has no start.
 *
 * @param {number} pid
 */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "ended" : (fields[19] ?? "");
  } catch {
    return "";
  }
}
