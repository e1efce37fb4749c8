/** The smallest program: it sends a record of the heap that it finds. */
import { hostCollect, hostFigure, hostRecord } from "../../ts-runtime/src/host-binding.ts";

hostCollect();
hostRecord(JSON.stringify({ t: "bench", used: hostFigure("heap.used"), peak: hostFigure("heap.peak") }));
