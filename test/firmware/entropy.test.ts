import { runCases } from "./host/cases.ts";

runCases({ name: "entropy", modules: ["app/entropy", "app/chacha20"] });
runCases({ name: "entropy_driver", modules: ["app/entropy"], options: { CSPRNG_ENABLED: 1 } });
