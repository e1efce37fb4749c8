import { runCases } from "./host/cases.ts";

runCases({ name: "entropy", modules: ["entropy", "chacha20"] });
runCases({ name: "entropy_driver", modules: ["entropy"], options: { CSPRNG_ENABLED: 1 } });
