/** Sends a record of when the boot's steps were done, in microseconds since power-on. */
import { hostFigure, hostNow, hostRecord } from "../../ts-runtime/src/host-binding.ts";

const line = hostNow();
const [kernel, image, network, engine, parse] = ["kernel", "image", "network", "engine", "parse"].map((step) =>
  hostFigure(`boot.${step}`),
);
hostRecord(JSON.stringify({ t: "bench", kernel, image, network, engine, parse, line }));
