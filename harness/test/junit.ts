import { createRequire } from "node:module";
import { relative } from "node:path";
import type { Builder, TestCase, TestSuite } from "junit-report-builder";
import { printable, printableLine } from "../ava/printable.ts";

/** What its declarations call `default.default` is the module itself. */
const reports: Builder = createRequire(import.meta.url)("junit-report-builder");

/** What ava tells of a run, as far as it is reported; ava's own type lacks some of its events. */
export interface RunEvent {
  readonly type: string;
  readonly testFile?: string;
  readonly title?: string;
  /** Milliseconds. */
  readonly duration?: number;
  readonly skip?: boolean;
  readonly todo?: boolean;
  readonly logs?: readonly string[];
  readonly err?: {
    readonly message: string;
    readonly name: string;
    readonly stack?: string;
    readonly formattedDetails?: readonly { readonly label: string; readonly formatted: string }[];
  };
  /** Titles by file. */
  readonly pendingTests?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly signal?: string;
  readonly nonZeroExitCode?: number;
}

/** Makes a JUnit report of what ava tells of a run: a suite for each file. */
export class JUnitReport {
  readonly #builder = reports.newBuilder();
  readonly #suites = new Map<string, TestSuite>();
  readonly #folder: string;

  /** @param folder what files are named from */
  constructor(folder: string) {
    this.#folder = folder;
  }

  note(event: RunEvent): void {
    switch (event.type) {
      case "test-passed":
        this.#case(event).standardOutput(output(event));
        break;
      case "test-failed":
      case "hook-failed":
        this.#failed(event);
        break;
      case "selected-test":
        if (event.skip || event.todo) {
          this.#case(event).skipped();
        }
        break;
      case "timeout":
      case "interrupt":
        this.#unfinished(event);
        break;
      case "uncaught-exception":
      case "unhandled-rejection":
      case "worker-failed":
        this.#broken(event);
        break;
      default:
    }
  }

  toString(): string {
    return this.#builder.build();
  }

  #failed(event: RunEvent): void {
    const { err } = event;
    // Where something was thrown, ava's own message says no more than that.
    const isThrown = err?.formattedDetails?.some(({ label }) =>
      /^(Rejected promise|Error thrown)/.test(printable(label)),
    );
    const message = isThrown ? err?.stack?.split("\n")[0] : err?.message;
    const compared = err?.formattedDetails?.flatMap(({ label, formatted }) => [label, formatted]) ?? [];
    this.#case(event)
      .failure(printable(message ?? ""), err && printable(err.name))
      .stacktrace(printable([...compared, err?.stack ?? ""].join("\n")))
      .standardOutput(output(event));
  }

  #unfinished({ type, pendingTests = new Map() }: RunEvent): void {
    for (const [testFile, titles] of pendingTests) {
      for (const title of titles) {
        this.#case({ type, testFile, title }).error(`it did not end: ${type}`);
      }
    }
  }

  /** What belongs to no test: the file itself. */
  #broken(event: RunEvent): void {
    const { testFile = this.#folder, err, signal, nonZeroExitCode } = event;
    const ended = `its process ended ${signal === undefined ? `with code ${nonZeroExitCode}` : `by ${signal}`}`;
    this.#case({ ...event, title: relative(this.#folder, testFile) })
      .error(printable(err?.message ?? ended))
      .stacktrace(printable(err?.stack ?? ""));
  }

  #case({ testFile = this.#folder, title = "", duration = 0 }: RunEvent): TestCase {
    const file = relative(this.#folder, testFile);
    const suite = this.#suites.get(file) ?? this.#builder.testSuite().name(file);
    this.#suites.set(file, suite);
    return suite
      .testCase()
      .className(file)
      .name(printableLine(title))
      .file(file)
      .time(duration / 1000);
  }
}

function output({ logs = [] }: RunEvent): string {
  return printable(logs.join("\n"));
}
