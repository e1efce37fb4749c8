import { type Figure, meetsAim } from "./benchmark.ts";

/** Figures as rows of a table: name, value with its unit, aim. */
export function figureRows(figures: readonly Figure[]): string[][] {
  return figures.map((figure) => [figure.name, `${format(figure.value)} ${figure.unit}`.trimEnd(), aimOf(figure)]);
}

function aimOf(figure: Figure): string {
  const { aim } = figure;
  if (aim === undefined) {
    return "";
  }
  const wanted = "atMost" in aim ? `≤ ${format(aim.atMost)}` : `≥ ${format(aim.atLeast)}`;
  return `${wanted} ${meetsAim(figure) ? "✔" : "✘ missed"}`;
}

/** Three digits that count, or all before the point. */
function format(value: number): string {
  return value.toLocaleString(
    "en-US",
    Math.abs(value) < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 },
  );
}
