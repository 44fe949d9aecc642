/** What one model answered, by task and repeat. */
export interface Tape<T> {
  readonly size: number;
  has(taskId: string, repeat: number): boolean;
  get(taskId: string, repeat: number): T | undefined;
  /** Replaces what stood there. */
  set(taskId: string, repeat: number, record: T): void;
  /** Each task once, in the order of the recording. */
  taskIds(): ReadonlySet<string>;
}

/**
 * An empty one. Records are kept as JSON bytes outside the heap and parsed when asked for: 300,000 of them as objects take three times the
 * memory and keep the garbage collector busy.
 */
export function openTape<T>(): Tape<T> {
  const repeats = new Map<number, Map<string, number>>();
  const store = openStore();
  return {
    get size() {
      return [...repeats.values()].reduce((sum, places) => sum + places.size, 0);
    },
    has: (taskId, repeat) => repeats.get(repeat)?.has(taskId) ?? false,
    get(taskId, repeat) {
      const place = repeats.get(repeat)?.get(taskId);
      return place === undefined ? undefined : (JSON.parse(store.read(place)) as T);
    },
    set(taskId, repeat, record) {
      const places = repeats.get(repeat) ?? new Map<string, number>();
      repeats.set(repeat, places.set(taskId, store.add(JSON.stringify(record))));
    },
    taskIds: () => new Set([...repeats.values()].flatMap((places) => [...places.keys()])),
  };
}

interface Store {
  /** Returns the place from which `read` finds the line again. */
  add(line: string): number;
  read(place: number): string;
}

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/** Lines of text in blocks of a megabyte (larger for a larger line). A place is block number x CHUNK + offset. */
function openStore(): Store {
  const blocks: Buffer[] = [];
  let used = CHUNK;
  return {
    add(line) {
      const most = line.length * 3 + 1; // UTF-8 never needs more
      if (used + most > CHUNK) {
        blocks.push(Buffer.allocUnsafeSlow(Math.max(CHUNK, most)));
        used = 0;
      }
      const block = blocks.at(-1)!;
      const place = (blocks.length - 1) * CHUNK + used;
      used += block.write(line, used);
      block[used++] = NEWLINE;
      return place;
    },
    read(place) {
      const block = blocks[Math.floor(place / CHUNK)]!;
      const start = place % CHUNK;
      return block.toString('utf8', start, block.indexOf(NEWLINE, start));
    },
  };
}
