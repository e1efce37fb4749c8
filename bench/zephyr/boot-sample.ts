import type { BenchmarkContext } from "../../harness/bench/index.ts";
import { loadBoard } from "../../harness/boards/load.ts";
import { elfSymbols } from "../../harness/console/symbols.ts";
import type { Device } from "../../harness/device/device.ts";
import { joinNetwork } from "../../harness/device/join.ts";
import { launch } from "../../harness/device/launch.ts";
import { type BootOptions, checkOptions } from "../../harness/device/options.ts";
import { findQemu } from "../../harness/machine/qemu/locate.ts";
import { startQemu } from "../../harness/machine/qemu/machine.ts";
import { ensureSample, type Sample, sampleAddress } from "./sample.ts";

/** It never says that a program starts: nothing is to end it for that. In milliseconds. */
const bootTimeout = 24 * 3_600_000;

/** Boots a sample of Zephyr's in the same way as a program of ours, and waits until it is ready. */
export async function bootSample(sample: Sample, context: BenchmarkContext, options: BootOptions): Promise<Device> {
  const { device, signal } = context;
  const choices = checkOptions({ ...device, ...options, signal });
  const firmware = await ensureSample(sample, context);
  const { path: qemu } = await findQemu(choices.qemu);
  const joined = await joinNetwork(choices, choices.name ?? "sample");
  try {
    if (joined.image.address !== sampleAddress) {
      throw new Error(
        `the sample is built for ${sampleAddress}, but its place on the network is ${joined.image.address}`,
      );
    }
    const machine = await startQemu({
      ...{ qemu, firmware, board: loadBoard(choices.board), time: choices.time, image: new Uint8Array(64) },
      ...{ netdevArgs: joined.netdevArgs, join: joined.join, extra: choices.qemuArgs },
    });
    const booted = await launch({
      ...{ machine, port: joined.port, signal, bootTimeout, symbols: elfSymbols(firmware) },
      mapPositions: (text) => text,
      dispose: joined.leave,
    });
    return await untilReady(booted, sample);
  } catch (error) {
    await joined.leave();
    throw error;
  }
}

async function untilReady(device: Device, { ready }: Sample): Promise<Device> {
  try {
    await device.expect(ready, { timeout: 60_000 });
    return device;
  } catch (error) {
    await device.stop();
    throw error;
  }
}
