/** Built-in functions with arguments that are seldom given, and dates as people write them. */
function attempt(operation: () => unknown): string {
  try {
    return JSON.stringify(operation()) ?? "undefined";
  } catch (error) {
    return (error as Error).name;
  }
}

const nested = [1, [2, [3]]] as number[];
const text = "aaa";
console.log(JSON.stringify([nested.flat(undefined), nested.flat(0), nested.flat(Number.POSITIVE_INFINITY)]));
console.log(text.endsWith("a", 0), text.endsWith("a", -1), text.endsWith("a", undefined), text.endsWith("aa", 2));
console.log(JSON.stringify([text.substr(Number.POSITIVE_INFINITY), text.substr(-2, 1), text.substr(1)]));

function* single(): Generator<number, number> {
  yield 1;
  return 2;
}
const ended = single();
ended.next();
ended.next();
console.log(JSON.stringify([ended.return(33), ended.next()]));

const dates = [
  "2020",
  "2020-02",
  "2020-02-29",
  "2020-02-29T10:11Z",
  "2020-02-29T10:11:12.5Z",
  "2020-02-29T10:11:12.123456Z",
  "2020-02-29T10:11:12.12+05:30",
  "2020-02-29T10:11:12-0130",
  "2020-02-29 10:11:12",
  "+275760-09-13T00:00:00.000Z",
  "+275760-09-13T00:00:00.001Z",
  "-000001-01-01T00:00:00Z",
  "-000000-01-01T00:00:00Z",
  "2020-13-01",
  "2020-01-01T25:00:00Z",
  "Mon, 25 Dec 1995 13:30:00 +0430",
  "Mon, 25 Dec 1995 13:30:00 GMT",
  "Mon Dec 25 1995 13:30:00 GMT+0100 (Central European Time)",
  "Dec 25, 1995",
  "December 25, 1995 10:00 PM",
  "25 Dec 1995",
  "12/25/1995",
  "nonsense",
  "",
];
for (const date of dates) {
  console.log(JSON.stringify(date), Date.parse(date));
}

for (const time of [
  0,
  -1,
  951_782_400_000,
  -62_167_219_200_001,
  253_402_300_800_000,
  8.64e15,
  8.64e15 + 1,
  Number.NaN,
]) {
  const date = new Date(time);
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCDay(),
    date.getTimezoneOffset(),
  ];
  console.log(
    time,
    parts.join(),
    attempt(() => date.toISOString()),
    attempt(() => date.toUTCString()),
    attempt(() => date),
  );
}
const setters = [
  "setFullYear",
  "setMonth",
  "setDate",
  "setHours",
  "setMinutes",
  "setSeconds",
  "setMilliseconds",
] as const;
for (const setter of setters) {
  const results = [0, 1, 31, -1, 1000, Number.NaN].map((value) => new Date(1_582_934_400_000)[setter](value));
  console.log(setter, results.join());
}
