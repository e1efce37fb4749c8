import { Capture } from "../network/capture/capture.ts";
import { Network } from "../network/network.ts";
import { defaultSeed, type NetworkOptions } from "../network/network-options.ts";
import { checkNetworkOptions } from "../network/network-rules.ts";
import { Cosimulation } from "./cosimulation.ts";
import { HostWatch } from "./host-watch.ts";
import { NetworkTime } from "./network-time.ts";

/**
 * An Ethernet switch in this process. Devices join it with `attach`; the host is on it too, as 10.0.2.2, and reaches devices by
 * `forward`. Needs no privileges.
 */
export class VirtualNetwork extends Network {
  /** Whose time it is, and in virtual time what lets it pass. */
  readonly time: NetworkTime;

  private constructor(options: NetworkOptions, capture: Capture | undefined) {
    const cosimulation = options.time === "virtual" ? new Cosimulation(options.wire) : undefined;
    const { hostSends } = (cosimulation && new HostWatch(cosimulation, options.onNotice)) ?? {};
    super(options, { capture, time: cosimulation, hostSends });
    this.time = new NetworkTime(options.time, cosimulation, () => this.hasDevices);
  }

  /**
   * @throws UsageError with the file system's code where the capture cannot be written; `EINVAL` an option is not what it should be
   */
  static async create(options: NetworkOptions = {}): Promise<VirtualNetwork> {
    checkNetworkOptions(options);
    const { seed = defaultSeed, capture: path } = options;
    const comment = `The network's seed is ${seed}.`;
    const capture = path === undefined ? undefined : await Capture.create(path, { comment });
    try {
      return new VirtualNetwork(options, capture);
    } catch (error) {
      await capture?.close();
      throw error;
    }
  }
}
