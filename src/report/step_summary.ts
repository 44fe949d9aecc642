/** What GitHub takes of one step; a longer summary is not shown at all. */
const MOST_BYTES = 1024 * 1024;

const CUT = '\n\n(cut: the summary of a step holds 1 MiB)\n';

/** Markdown that may be added to a step summary that holds `used` bytes: whole, cut after a line, or empty where there is no room left. */
export function fitSummary(markdown: string, used: number): string {
  const text = `${markdown}\n`;
  const room = MOST_BYTES - used;
  if (Buffer.byteLength(text) <= room) return text;
  const bytes = Buffer.from(text).subarray(0, Math.max(0, room - Buffer.byteLength(CUT)));
  const end = bytes.lastIndexOf(0x0a);
  return end <= 0 ? '' : `${bytes.subarray(0, end).toString('utf8')}${CUT}`;
}
