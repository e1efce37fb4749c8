import { printable, printableLine } from "../ava/printable.ts";

/** What ava's TAP reporter is told of a test. */
interface TestEvent {
  readonly title?: string;
  readonly testFile?: string;
  readonly type?: string;
  readonly logs?: readonly string[];
  readonly err?: { readonly stack?: string; readonly message?: string };
}

/** As much of ava's TAP reporter as its titles and logs pass through. */
export interface TapReporter {
  prefixTitle(testFile: string | undefined, title: string): string;
  writeTest(event: TestEvent, flags: object): void;
  writeCrash(event: TestEvent, title?: string): void;
  writeComment(event: TestEvent, options: { title?: string }): void;
}

/**
 * Makes ava's TAP reporter escape what it prints. Without that a title with `# SKIP` is a test that was skipped, and a log with a
 * carriage return may print results of its own.
 *
 * @param reporter its prototype
 */
export function escapeTap(reporter: TapReporter): void {
  const { writeTest, writeCrash, writeComment } = reporter;
  reporter.writeTest = function (event, flags) {
    const title = escapeTitle(this.prefixTitle(event.testFile, event.title ?? ""));
    const { prefixTitle } = this;
    this.prefixTitle = () => title;
    try {
      writeTest.call(this, withoutControls(event), flags);
    } finally {
      this.prefixTitle = prefixTitle;
    }
  };
  reporter.writeCrash = function (event, title) {
    const { err, type = "" } = event;
    writeCrash.call(
      this,
      withoutControls(event),
      escapeTitle(title ?? err?.stack?.split("\n")[0] ?? err?.message ?? type),
    );
  };
  reporter.writeComment = function (event, options) {
    const title = options.title ?? this.prefixTitle(event.testFile, event.title ?? "");
    writeComment.call(this, withoutControls(event), { title: printableLine(title) });
  };
}

/** A title as TAP 14 wants it: what begins a directive in it is no directive. */
export function escapeTitle(title: string): string {
  return printableLine(title).replaceAll(/[\\#]/g, "\\$&");
}

function withoutControls(event: TestEvent): TestEvent {
  return event.logs === undefined ? event : { ...event, logs: event.logs.map(printable) };
}
