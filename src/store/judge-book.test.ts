import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { judgeBookContract } from '../testing/judge-book-contract.ts';
import { JudgeBook } from './judge-book.ts';

const home = mkdtempSync(join(tmpdir(), 'judge-book-'));
after(() => rmSync(home, { recursive: true }));

judgeBookContract('SQLite', () => new JudgeBook(home));
