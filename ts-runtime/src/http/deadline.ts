import { deadlineIn, wholeDeadline } from "../clock.ts";
import { NO_TIMER, startTimer, stopTimer, type TimerOwner } from "../timer-slot.ts";

/** Calls back where something takes too long. */
export class Deadline implements TimerOwner {
  private readonly milliseconds: number;
  private readonly passed: () => void;
  private slot = NO_TIMER;

  constructor(milliseconds: number, passed: () => void) {
    this.milliseconds = milliseconds;
    this.passed = passed;
  }

  /** From now on. @throws IoError `ENOMEM`, with `option`: all timers are set */
  start(): void {
    this.stop();
    this.slot = startTimer(wholeDeadline(deadlineIn(this.milliseconds)), this);
  }

  stop(): void {
    stopTimer(this.slot);
    this.slot = NO_TIMER;
  }

  expired(): void {
    this.slot = NO_TIMER;
    this.passed();
  }
}
