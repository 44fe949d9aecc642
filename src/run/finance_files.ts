import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { diskProblem } from '../results/journal.ts';

/** A file of the set while it is written; nobody sees it under its name before all are complete. */
export interface NewFile {
  write(content: string | Buffer): Promise<void>;
}

/** Several files of one folder that appear together, or not at all. */
export class FileSet {
  readonly #folder: string;
  readonly #shown: string;
  readonly #open: { readonly name: string; readonly temp: string; readonly handle: FileHandle }[] = [];

  private constructor(folder: string, shown: string) {
    this.#folder = folder;
    this.#shown = shown;
  }

  /** Makes the folder. Problem (exit 2) where one of the files is there already and may not be replaced. */
  static async in(folder: string, shown: string, names: readonly string[], force: boolean): Promise<FileSet> {
    const taken = names.filter((name) => existsSync(join(folder, name)));
    if (taken.length > 0 && !force) {
      throw new Problem(2, {
        code: 'EXISTS',
        message: `${taken.join(', ')} in ${shown}: there already, and never overwritten`,
        hint: 'name another folder with -o, or replace them: --force',
      });
    }
    const set = new FileSet(folder, shown);
    await set.#guarded(() => mkdir(folder, { recursive: true }));
    return set;
  }

  async add(name: string): Promise<NewFile> {
    const temp = join(this.#folder, `.${name}.${randomBytes(6).toString('hex')}`);
    const handle = await this.#guarded(() => open(temp, 'wx'));
    this.#open.push({ name, temp, handle });
    return { write: (content) => this.#guarded(() => handle.appendFile(content)) };
  }

  /** Gives every file its name. */
  async commit(): Promise<void> {
    await this.#guarded(async () => {
      for (const { handle } of this.#open) {
        await handle.sync();
        await handle.close();
      }
      for (const { name, temp } of this.#open) await rename(temp, join(this.#folder, name));
    });
  }

  /** Takes back what was written; after a failure. */
  async abandon(): Promise<void> {
    for (const { temp, handle } of this.#open) {
      await handle.close().catch(() => {});
      await rm(temp, { force: true }).catch(() => {});
    }
  }

  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw diskProblem(error, this.#shown, 'the run itself is untouched; name another folder with -o');
    }
  }
}
