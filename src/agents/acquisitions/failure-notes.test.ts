import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderFiles } from '../../store/folder-files.ts';
import {
  type FailureNote,
  notesFor,
  rankedNotes,
  readNotes,
  withGains,
  withNote,
  worthOfNote,
  writeNotes,
} from './failure-notes.ts';

const target = (id: string) => ({ what: 'constraint' as const, id });
const made = (text: string, at = 1) => ({ text, by: 'gates' as const, score: 0.2, at });

test('notes are ranked by what later acquisitions gained with them, and useless ones are shown no more', () => {
  let notes: FailureNote[] = [];
  for (const [at, text] of ['helps', 'does nothing', 'new'].entries())
    notes = withNote(notes, target('a:b'), made(text, at));
  const idOf = (text: string) => notes.find((note) => note.text === text)!.id;
  for (let time = 0; time < 3; time += 1) {
    notes = withGains(notes, [idOf('helps')], 1.2);
    notes = withGains(notes, [idOf('does nothing')], 0.1);
  }
  assert.deepEqual(
    rankedNotes(notes).map(({ text }) => text),
    ['helps', 'new', 'does nothing'],
  );
  assert.deepEqual(
    notesFor(notes, target('c:d')).map(({ text }) => text),
    ['helps', 'new'],
  );
  const helps = notes.find(({ text }) => text === 'helps')!;
  assert.deepEqual(
    [helps.tries, helps.gained.toFixed(2), worthOfNote(helps).toFixed(3)],
    [3, '3.00', '0.775'],
  );
  assert.deepEqual(notesFor(notes, { what: 'kind', kind: 'letters' }), [], 'another sort of target');
});

test('notes on the very target come first, three at most, and the same words are noted once', () => {
  let notes: FailureNote[] = [];
  for (let at = 0; at < 5; at += 1) notes = withNote(notes, target(`a:${at}`), made(`note ${at}`, at));
  assert.deepEqual(
    notesFor(notes, target('a:0')).map(({ text }) => text),
    ['note 0', 'note 4', 'note 3'],
  );
  assert.equal(withNote(notes, target('a:0'), made('note 0')).length, 5);
});

test('a file that is no list of notes is none, and what is written is read', async (context) => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-notes-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const files = new FolderFiles(home);
  assert.deepEqual(await readNotes(files), []);
  const notes = withNote([], target('a:b'), made('one'));
  await writeNotes(files, notes);
  assert.deepEqual(await readNotes(files), notes);
  writeFileSync(join(home, 'acquisitions', 'notes.json'), '{"a": 1}');
  assert.deepEqual(await readNotes(files), []);
});
