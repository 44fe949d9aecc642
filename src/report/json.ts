/** Characters that JSON leaves raw although a terminal, a browser, an old JavaScript or (`##[`, anywhere in a line) GitHub's log acts on them. */
const RAW = /[\x7f-\x9f]|\p{Cf}|\p{Zl}|\p{Zp}|(?<=#)#(?=\[)/gu;

function escaped(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function finite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`report: ${key} is ${value}`);
  return value;
}

/** The report as one JSON document in the order of its type. Throws (a bug of ours) on a number that JSON would turn into null. */
export function json(report: object): string {
  return `${JSON.stringify(report, finite, 2).replace(RAW, escaped)}\n`;
}
