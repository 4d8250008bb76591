import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { storeFailure } from './failure.ts';
import { type FileLog, type HomeFiles, isLog, sharedPath, wholeLines } from './home-files.ts';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

/** The shared files of a home whose processes are on one machine: files of its folder. */
export class FolderFiles implements HomeFiles {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  list(folder: string): Promise<string[]> {
    return this.#guarded(folder, (place) => {
      if (!existsSync(place)) return [];
      return readdirSync(place)
        .filter((name) => !name.endsWith('.part'))
        .sort();
    });
  }

  read(path: string): Promise<string | null> {
    return this.#guarded(path, (file) => {
      if (!existsSync(file)) return null;
      const text = readFileSync(file, 'utf8');
      return isLog(path) ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
    });
  }

  readAll(paths: readonly string[]): Promise<(string | null)[]> {
    return Promise.all(paths.map((path) => this.read(path)));
  }

  stamp(path: string): Promise<string | null> {
    return this.#guarded(path, stampOf);
  }

  write(path: string, text: string): Promise<void> {
    return this.#guarded(path, (file) => {
      makeFolder(dirname(file));
      writeWhole(file, text);
    });
  }

  replace(path: string, text: string, stamp: string | null): Promise<string | null> {
    return this.#guarded(path, (file) => {
      if (stampOf(file) !== stamp) return null;
      makeFolder(dirname(file));
      writeWhole(file, text);
      return stampOf(file);
    });
  }

  remove(path: string): Promise<void> {
    return this.#guarded(path, (file) => rmSync(file, { force: true }));
  }

  openLog(path: string): Promise<FileLog> {
    return this.#guarded(path, (file) => {
      makeFolder(dirname(file));
      const lines = existsSync(file) ? wholeLines(readFileSync(file, 'utf8')) : [];
      if (lines.length > 0 || existsSync(file))
        truncateSync(file, Buffer.byteLength(lines.map((line) => `${line}\n`).join('')));
      const open = openSync(file, 'a');
      return {
        lines,
        append: (line) =>
          this.#guarded(path, () => {
            writeSync(open, `${line}\n`);
            fdatasyncSync(open);
          }),
        close: () => closeSync(open),
      };
    });
  }

  async close(): Promise<void> {}

  async #guarded<Answer>(path: string, use: (file: string) => Answer): Promise<Answer> {
    const file = join(this.#home, sharedPath(path));
    try {
      return use(file);
    } catch (thrown) {
      throw storeFailure(thrown, file);
    }
  }
}

function stampOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.mtimeNs}-${found.ino}-${found.size}` : null;
}
