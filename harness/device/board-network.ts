import { HarnessError } from "../base/errors.ts";
import type { DeviceRecord } from "../console/records.ts";
import { checkForward } from "../network/forward-options.ts";
import type { Forward, ForwardOptions } from "../network/index.ts";
import type { NetworkPort } from "./network-port.ts";

/** A board's place on its real network: it is reached by its own address, which it tells once it has one. */
export class BoardNetwork implements NetworkPort {
  #address: string | undefined;

  /** Takes the board's records: one of them has its address. */
  note({ t, address }: DeviceRecord): void {
    if (t === "net") {
      this.#address = String(address);
    }
  }

  get address(): string {
    if (this.#address === undefined) {
      throw new HarnessError("the board has not told its address yet", { code: "ENETUNREACH", exitCode: 70 });
    }
    return this.#address;
  }

  get link(): never {
    throw new HarnessError("the cable of a board is a real one: delay, loss and the like are for devices in QEMU", {
      code: "ENOTSUP",
      exitCode: 64,
    });
  }

  /** The board's own port; nothing has to be opened for it. */
  async forward(port: number, options: ForwardOptions = {}): Promise<Forward> {
    checkForward(port, options);
    const { hostPort } = options;
    if (hostPort !== undefined) {
      throw new HarnessError(
        `port ${hostPort} of this machine cannot lead to a board: reach it at ${this.address}:${port}`,
        { code: "ENOTSUP", exitCode: 64 },
      );
    }
    return { host: this.address, port, close: async () => {} };
  }
}
