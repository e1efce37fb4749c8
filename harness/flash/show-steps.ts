import type { Runner } from "./runners/index.ts";

/** Characters of a whole bar. */
const width = 24;

/** Shows what a tool does beside a title: a bar where it tells how far it is, else its last line; and the seconds. */
export function showSteps(
  runner: Runner,
  detail: (line: string) => void,
): { update(output: string): void; end(): void } {
  const started = performance.now();
  let text = "";
  const show = () => detail(`${text}${text === "" ? "" : " · "}${Math.floor((performance.now() - started) / 1000)} s`);
  const timer = setInterval(show, 1000);
  return {
    update(output) {
      text = describe(runner, output);
      show();
    },
    end: () => clearInterval(timer),
  };
}

/** How far a tool is, for people. */
export function describe(runner: Runner, output: string): string {
  const step = runner.step?.(output);
  if (step === undefined) {
    return (
      output
        .trimEnd()
        .split(/[\r\n]+/)
        .at(-1)
        ?.trim() ?? ""
    );
  }
  const percent = Math.min(100, Math.max(0, step.percent));
  const full = Math.round((percent * width) / 100);
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${String(Math.floor(percent)).padStart(3)} % ${step.doing}`;
}
