import { Problem } from '../domain/problem.ts';
import { type RunFolder, readRunFile } from '../results/folder.ts';
import type { RunFile } from '../results/run_file.ts';
import type { Host } from './host.ts';
import { chooseCells, scoredCells } from './judge_sample.ts';
import { openLabels, readLabels, subjectOf } from './labels.ts';
import { type Card, openCards } from './labels_cards.ts';
import type { LabelCell } from './labels_cells.ts';
import type { Level } from './labels_scale.ts';
import { locked } from './run.ts';

export interface SessionOptions {
  /** Answers in all, those that were labelled before among them. */
  readonly n: number;
  /** "" when nobody said: then what anybody labelled is not shown again. */
  readonly rater: string;
  readonly force_unlock: boolean;
}

/** How an answer is shown. */
export interface View {
  readonly number: number;
  readonly of: number;
  /** The label that this session gave it before. */
  readonly earlier?: Level;
  /** All of it, however long. */
  readonly whole: boolean;
}

/** Where answers are shown. */
export interface LabelScreen {
  show(card: Card, view: View): Promise<void>;
  /** The keys once more. */
  help(card: Card): Promise<void>;
  /** A key that was taken while more are needed. */
  echo(text: string): Promise<void>;
  /** What came of the answer that is shown. */
  end(text: string): Promise<void>;
}

/** A person: a screen, keys, and somebody who counts. */
export interface Person extends LabelScreen {
  keys(): AsyncGenerator<string>;
  /** A label is in the file; so many answers have one from this session. */
  saved(answers: number): void;
}

/** Shows answers until all are labelled, the person quits or the keys end; each label is in the file before the next answer is shown. */
export async function labelling(folder: RunFolder, options: SessionOptions, host: Host, person: Person): Promise<void> {
  await locked(folder, options, host, async () => {
    const run = readRunFile(folder);
    const { cards, of } = await openSession(folder, run, options);
    const labels = await openLabels(folder);
    const keep = async ({ cell }: Card, { label }: Level): Promise<void> => {
      const { task_id, model, repeat, kind, rubric_sha256 } = cell;
      const at = host.now().toISOString();
      await labels.add({ task_id, model, repeat, kind, rubric_sha256, label, rater: options.rater, at });
    };
    const keys = person.keys();
    try {
      await new Session(cards, of, keys, person, keep).run();
    } finally {
      await keys.return(undefined);
      await labels.close();
    }
  });
}

/** The same draw each time, without what is labelled: that is how a session is taken up again. */
async function openSession(
  folder: RunFolder,
  run: RunFile,
  { n, rater }: SessionOptions,
): Promise<{ readonly cards: readonly Card[]; readonly of: number }> {
  const chosen = chooseCells(await scoredCells(folder, run), n, run.seed);
  const mine = (await readLabels(folder)).filter((label) => rater === '' || label.rater === rater);
  const labelled = new Set(mine.map(subjectOf));
  const open = chosen.filter((cell) => !labelled.has(subjectOf(cell)));
  if (open.length === 0) throw nothingLeft(chosen, run);
  return { cards: await openCards(folder, run, open), of: chosen.length };
}

function nothingLeft(chosen: readonly LabelCell[], { id }: RunFile): Problem {
  return new Problem(2, {
    code: 'LABELS',
    message: `all ${chosen.length} answers of the sample are labelled`,
    hint: `bench judge check ${id}, or more of them: -n ${2 * chosen.length}`,
  });
}

type Choice = Level | 'skip' | 'undo' | 'quit';
/** What changes only the screen. */
type Look = 'more' | 'help';

const COMMANDS: Readonly<Record<string, Exclude<Choice, Level> | Look>> = {
  s: 'skip',
  u: 'undo',
  q: 'quit',
  m: 'more',
  '?': 'help',
};

class Session {
  readonly #cards: readonly Card[];
  readonly #of: number;
  readonly #keys: AsyncGenerator<string>;
  readonly #person: Person;
  readonly #keep: (card: Card, level: Level) => Promise<void>;
  /** By place in `cards`. */
  readonly #given = new Map<number, Level>();

  constructor(
    cards: readonly Card[],
    of: number,
    keys: AsyncGenerator<string>,
    person: Person,
    keep: (card: Card, level: Level) => Promise<void>,
  ) {
    this.#cards = cards;
    this.#of = of;
    this.#keys = keys;
    this.#person = person;
    this.#keep = keep;
  }

  async run(): Promise<void> {
    const before = this.#of - this.#cards.length;
    for (let at = 0; at < this.#cards.length; ) {
      const card = this.#cards[at]!;
      const earlier = this.#given.get(at);
      const view = { number: before + at + 1, of: this.#of, ...(earlier ? { earlier } : {}) };
      await this.#person.show(card, { ...view, whole: false });
      const choice = await this.#choice(card, at > 0, () => this.#person.show(card, { ...view, whole: true }));
      if (choice === 'quit') return this.#person.end('');
      await this.#person.end(typeof choice === 'string' ? choice : choice.word);
      if (choice === 'undo') at--;
      else {
        if (choice !== 'skip') await this.#label(at, card, choice);
        at++;
      }
    }
  }

  async #label(at: number, card: Card, level: Level): Promise<void> {
    await this.#keep(card, level);
    this.#given.set(at, level);
    this.#person.saved(this.#given.size);
  }

  /** Reads keys until they say something. Of several digits, those that can only mean one level need no Enter. */
  async #choice(card: Card, canUndo: boolean, showAll: () => Promise<void>): Promise<Choice> {
    const { scale } = card;
    let typed = '';
    for (;;) {
      const { value: key, done } = await this.#keys.next();
      if (done) return 'quit';
      const exact = scale.levels.find((level) => level.key === typed);
      if (exact && (key === '\r' || key === '\n')) return exact;
      const command = Object.hasOwn(COMMANDS, key.toLowerCase()) ? COMMANDS[key.toLowerCase()] : undefined;
      if (command === 'more' || command === 'help') {
        typed = '';
        await (command === 'more' ? showAll() : this.#person.help(card));
        continue;
      }
      if (command && (command !== 'undo' || canUndo)) return command;
      const longer = typed + key.toLowerCase();
      const matching = scale.levels.filter((level) => level.key.startsWith(longer));
      if (matching.length === 1) return matching[0]!;
      typed = matching.length > 1 ? longer : '';
      if (matching.length > 1) await this.#person.echo(key);
    }
  }
}
