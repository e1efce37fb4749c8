import ora from "ora";

/** Tells the user what is being done. All of it goes to stderr: stdout is the device's console. */
export interface Progress {
  /** A line. */
  say(line: string): void;
  /**
   * Shows a title while work is done, and how long it took. `detail` takes lines that are shown beside the title, where there is
   * a terminal.
   */
  during<T>(title: string, work: (detail: (line: string) => void) => Promise<T>): Promise<T>;
}

/** Progress for people: a line that moves on a terminal, plain lines in a file or a pipe. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const say = (line: string) => void stream.write(`${line}\n`);
  // A terminal without a width, as some containers give, would keep ora counting lines for ever.
  const moves = Boolean(stream.isTTY) && stream.columns !== 0 && !process.env.CI;
  return { say, during: (title, work) => (moves ? duringSpinner(stream, title, work) : duringLines(say, title, work)) };
}

async function duringSpinner<T>(
  stream: NodeJS.WriteStream,
  title: string,
  work: (detail: (line: string) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  // Taking stdin over would take Ctrl-C away from the commands that run meanwhile.
  const spinner = ora({ stream, text: `${title} …`, discardStdin: false }).start();
  const detail = (line: string) => {
    spinner.text = `${title} … ${cut(line, (stream.columns ?? 80) - title.length - 8)}`;
  };
  try {
    const result = await work(detail);
    spinner.succeed(`${title} (${since(started)})`);
    return result;
  } catch (error) {
    spinner.fail(title);
    throw error;
  }
}

async function duringLines<T>(
  say: (line: string) => void,
  title: string,
  work: (detail: (line: string) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  say(`${title} …`);
  try {
    const result = await work(() => {});
    say(`✔ ${title} (${since(started)})`);
    return result;
  } catch (error) {
    say(`✖ ${title}`);
    throw error;
  }
}

function cut(line: string, width: number): string {
  const clean = line.replaceAll("\t", " ").trim();
  return clean.length <= width ? clean : `${clean.slice(0, Math.max(0, width - 1))}…`;
}

function since(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
