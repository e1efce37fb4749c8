export { type Benchmark, type BenchmarkContext, type Figure, meetsAim } from "./benchmark.ts";
export { chooseBenchmarks, findBenchmarks, loadBenchmark } from "./registry.ts";
export { figureRows } from "./report.ts";
