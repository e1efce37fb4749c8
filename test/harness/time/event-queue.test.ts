import test from "ava";
import { EventQueue } from "../../../harness/time/event-queue.ts";

/** Runs everything and returns the instants, with what ran. */
function runAll(queue: EventQueue): number[] {
  const instants: number[] = [];
  for (let event = queue.take(); event !== undefined; event = queue.take()) {
    instants.push(event.instant);
    event.action();
  }
  return instants;
}

test("events come in the order of their instants, whatever order they were added in", (t) => {
  const queue = new EventQueue();
  const instants = Array.from({ length: 200 }, (_, i) => (i * 7919) % 101);
  for (const instant of instants) {
    queue.add(instant, () => {});
  }
  t.is(queue.next, 0);
  t.deepEqual(
    runAll(queue),
    instants.toSorted((a, b) => a - b),
  );
  t.is(queue.next, Infinity);
});

test("events of one instant come in the order in which they were added", (t) => {
  const queue = new EventQueue();
  const ran: string[] = [];
  for (const name of ["a", "b", "c", "d", "e"]) {
    queue.add(5, () => ran.push(name));
  }
  queue.add(1, () => ran.push("first"));
  runAll(queue);
  t.deepEqual(ran, ["first", "a", "b", "c", "d", "e"]);
});

test("an event that was taken away does not come, and is not the next one", (t) => {
  const queue = new EventQueue();
  const cancel = queue.add(1, () => t.fail());
  queue.add(2, () => {});
  cancel();
  t.is(queue.next, 2);
  t.deepEqual(runAll(queue), [2]);
});

test("to take an event away that has come already changes nothing", (t) => {
  const queue = new EventQueue();
  const cancel = queue.add(1, () => {});
  runAll(queue);
  cancel();
  queue.add(1, () => {});
  t.deepEqual(runAll(queue), [1]);
});
