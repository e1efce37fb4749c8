/** A label of a domain in ASCII, as RFC 3492 has it; one that is in ASCII already is left as it is. */
export function toAscii(label: string): string {
  if (/^[\0-\x7f]*$/.test(label)) {
    return label;
  }
  const points = Array.from(label, (character) => character.codePointAt(0) as number);
  const basic = points.filter((point) => point < 128);
  let result = String.fromCharCode(...basic) + (basic.length > 0 ? "-" : "");
  let n = 128;
  let delta = 0;
  let bias = 72;
  for (let done = basic.length; done < points.length; delta++, n++) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (done + 1);
    n = next;
    for (const point of points) {
      delta += point < n ? 1 : 0;
      if (point === n) {
        result += digitsOf(delta, bias);
        bias = adapted(delta, done + 1, done === basic.length);
        delta = 0;
        done++;
      }
    }
  }
  return `xn--${result}`;
}

function digitsOf(delta: number, bias: number): string {
  let rest = delta;
  let result = "";
  for (let k = 36; ; k += 36) {
    const least = Math.min(Math.max(k - bias, 1), 26);
    if (rest < least) {
      return result + digit(rest);
    }
    result += digit(least + ((rest - least) % (36 - least)));
    rest = Math.floor((rest - least) / (36 - least));
  }
}

function digit(value: number): string {
  return String.fromCharCode(value < 26 ? value + 97 : value + 22);
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += 36) {
    rest = Math.floor(rest / 35);
  }
  return k + Math.floor((36 * rest) / (rest + 38));
}
