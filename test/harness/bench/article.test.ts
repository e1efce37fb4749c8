/** The table of `bench article`. */
import test from "ava";
import article from "../../../bench/article.bench.ts";

test("each server has one line, with its figures in the columns' order", (t) => {
  const figures = ["C, select", "TypeScript"].flatMap((server, at) =>
    ["requests/s", "p50", "p99", "a connection"].map((column, place) => ({
      name: `Zephyr, JerryScript, ${server}: ${column}`,
      value: [1234.4, 0.615, 3, 816][place] ?? 0,
      unit: ["", "ms", "ms", "bytes"][place] ?? "",
      at,
    })),
  );
  const [head, ...lines] = article.rows?.(figures) ?? [];
  t.deepEqual(head, ["", "requests/s", "p50", "p99", "a connection"]);
  const cells = ["1,234", "0.61 ms", "3.00 ms", "816 bytes"];
  t.deepEqual(lines, [
    ["Zephyr, JerryScript, C, select", ...cells],
    ["Zephyr, JerryScript, TypeScript", ...cells],
  ]);
});
