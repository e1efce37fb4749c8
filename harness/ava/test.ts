import { ava } from "./ava.ts";
import { declarer, type Test } from "./declare.ts";

/**
 * Declares a test that boots devices. Its function gets a bench beside ava's `t`: a network of its own and `boot`, which takes programs
 * by their paths from the test file. Whatever happens, nothing that was booted outlives the test; where it fails, it leaves evidence.
 *
 * ```ts
 * test("the sensor answers", async (t, { boot, network }) => {
 *   const sensor = await boot("sensor.ts");
 *   await sensor.expect("listening");
 * });
 * ```
 */
export const test: Test = declarer(ava, {});
