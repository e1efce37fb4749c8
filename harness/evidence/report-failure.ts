import { relative } from "node:path";
import type { SharedOptions } from "../device/shared-options.ts";
import { commandAgain } from "./again.ts";
import type { CaptureBuffer } from "./capture-buffer.ts";
import type { DeviceRecorder } from "./device-recorder.ts";
import { evidenceFolder, shownFolder, type WhichTest, writeEvidence } from "./folder.ts";
import { describeFirmware, hostVersions } from "./versions.ts";

/** A test that failed, and what was going on. */
export interface FailedTest extends WhichTest {
  readonly seed?: number | undefined;
  /** What the command line said of devices. */
  readonly boot?: SharedOptions;
  /** What it threw, where that says more than ava's own report. */
  readonly error?: unknown;
  readonly bench: { readonly recorders: readonly DeviceRecorder[]; readonly capture?: CaptureBuffer | undefined };
}

/** Writes the evidence of a test that failed, and returns what its report says of that. Never rejects: the failure is what counts. */
export async function reportFailure(test: FailedTest): Promise<string> {
  const { recorders, capture } = test.bench;
  const again = commandAgain(test, test);
  const folder = evidenceFolder(test);
  try {
    await writeEvidence(folder, {
      "report.txt": await report(test, again),
      ...Object.fromEntries(recorders.map((each, i) => [consoleName(recorders, i), each.console.toString()])),
      ...(capture !== undefined && capture.packets > 0 && { "network.pcapng": capture.contents() }),
    });
  } catch (error) {
    return `no evidence was left: cannot write ${folder}: ${(error as Error).message}\nagain: ${again}`;
  }
  return `evidence: ${shownFolder(folder)}\nagain: ${again}`;
}

function consoleName(recorders: readonly DeviceRecorder[], index: number): string {
  const name = (recorders[index]?.info?.name ?? "device").replaceAll(/[^\w.-]+/g, "-");
  const isTaken = recorders.slice(0, index).some(({ info }) => info?.name === recorders[index]?.info?.name);
  return `console-${name}${isTaken ? `-${index + 1}` : ""}.log`;
}

async function report(test: FailedTest, again: string): Promise<string> {
  const { title, file, seed, error, bench } = test;
  const { recorders, capture } = bench;
  const devices = await Promise.all(recorders.map((each, i) => describeDevice(each, consoleName(recorders, i))));
  return [
    title,
    `in ${relative(process.cwd(), file)}, at ${new Date().toISOString()}`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    "",
    "Again:",
    `  ${again}`,
    "",
    ...(error instanceof Error ? ["Failure:", indent(error.stack ?? error.message), ""] : []),
    ...devices,
    "Network:",
    `  ${network(capture)}`,
    "",
    "Versions:",
    ...(await hostVersions(recorders)).map((line) => `  ${line}`),
    "",
  ].join("\n");
}

async function describeDevice(recorder: DeviceRecorder, log: string): Promise<string> {
  const { info, boot, summary } = recorder;
  if (info === undefined) {
    return "";
  }
  const said = boot === undefined ? [] : [`booted: ${JSON.stringify(boot)}`];
  const command = info.commandLine === undefined ? [] : [`command line: ${info.commandLine.join(" ")}`];
  return [
    `Device ${info.name}: ${info.kernel}, ${info.engine}, ${info.board}, ${info.time} time; ${log}`,
    indent(summary.slice(info.name.length + 2)),
    ...[...said, ...command].map((line) => `  ${line}`),
    indent(`firmware: ${(await describeFirmware(info.firmware)).join("\n  ")}`),
    "",
  ].join("\n");
}

function network(capture: CaptureBuffer | undefined): string {
  if (capture === undefined || capture.packets === 0) {
    return "no frame passed";
  }
  const earlier = capture.dropped > 0 ? `, the last ones: ${capture.dropped} before them were not kept` : "";
  return `network.pcapng has ${capture.packets} packets${earlier}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
