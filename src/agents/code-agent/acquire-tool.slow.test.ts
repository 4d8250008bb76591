import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import { Library } from '../../library/library.ts';
import { RlarError } from '../../spec/errors.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { FolderFiles } from '../../store/folder-files.ts';
import { PROGRAMS, scriptedAcquisition, semicolonRequest } from '../../testing/scripted-acquisition.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { readNotes } from '../acquisitions/failure-notes.ts';
import { acquireWithNotes } from '../acquisitions/with-notes.ts';
import { acquireTool } from './acquire-tool.ts';
import { type CodeEvent, codeEvent } from './code-event.ts';
import type { AcquisitionStrategy } from './request.ts';

async function acquire(
  writing: Parameters<typeof scriptedAcquisition>[0],
  {
    named = true,
    strategy,
    secondAuthor = false,
  }: { named?: boolean; strategy?: AcquisitionStrategy; secondAuthor?: boolean } = {},
) {
  const model = scriptedModel(scriptedAcquisition(writing));
  const events: CodeEvent[] = [];
  const outcome = await acquireTool(semicolonRequest(named), model, {
    onEvent: (event) => events.push(event),
    library: new Library([]),
    ...(strategy && { strategy }),
    secondAuthor,
  });
  const read = JSON.parse(JSON.stringify(events)).map((event: unknown) => codeEvent.parse(event));
  assert.deepEqual(read, JSON.parse(JSON.stringify(events)), 'events are read as they were written');
  return { model, events, outcome, purposes: model.requests.map(({ purpose }) => purpose) };
}

test('a right candidate is admitted at six calls, and checks what it was written for', async () => {
  const { outcome, purposes, events } = await acquire({ write: [PROGRAMS.right] });
  assert.equal(outcome.outcome, 'admitted', JSON.stringify(outcome).slice(0, 2_000));
  assert.deepEqual([...purposes].sort(), [
    'design',
    'rephrasings',
    'second-opinion',
    'witnesses',
    'write',
    'write',
  ]);
  assert.ok(outcome.outcome === 'admitted');
  const { record, sources, evidence } = outcome;
  assert.equal(record.declaration.id, 'check-semicolon-count');
  assert.equal(record.declaration.provenance.origin, 'agent');
  assert.equal(evidence.version, record.declaration.version);
  assert.deepEqual(
    new Set(evidence.written?.map(({ part }) => part)),
    new Set(['design', 'prompts', 'witnesses', 'second opinion', 'programs']),
  );
  const second = evidence.written?.find(({ part }) => part === 'second opinion');
  assert.match(second?.apart ?? '', /the same model as the programs.*; the same model as the witnesses/);
  const tool = toolOf(record, sources);
  const constraint = { id: 'semicolon-count', kwargs: { n: 2 } };
  const asked = { prompt: '', messages: [], references: [], constraints: [constraint] };
  const judge = tool.prepare(asked, { constraint });
  assert.deepEqual(
    await Promise.all(
      ['a;b;c', 'a;b', ''].map(async (text) => {
        const verdict = await scoreOne(judge, { text });
        return verdict.status === 'scored' && verdict.value;
      }),
    ),
    [1, 0, 0],
  );
  const prompt = 'Write a note. Use exactly 2 semicolons.';
  assert.equal((await tool.recogniser?.recognise(prompt))?.length, 1);
  assert.deepEqual(await tool.recogniser?.extract?.(prompt), { n: 2 });
  assert.equal(events.at(-1)?.step, 'outcome');
  for (const step of ['design', 'candidate', 'second-opinion', 'witnesses', 'gate', 'round', 'frozen'])
    assert.ok(
      events.some((event) => event.step === step),
      step,
    );
});

test('candidates differ in the end of their request alone, so that an endpoint can keep the rest', async () => {
  const { model } = await acquire({ write: [PROGRAMS.right] });
  const [one, two] = model.requests.filter(({ purpose }) => purpose === 'write');
  assert.ok(one && two);
  assert.equal(one.system, two.system);
  const same = [...one.prompt].findIndex((letter, at) => letter !== two.prompt[at]);
  assert.ok(same > 0.95 * one.prompt.length, `${same} of ${one.prompt.length} characters`);
});

test('another author is asked by a call of its own, which sees no other prompt, and only the audit reads it', async () => {
  const { outcome, purposes, model, events } = await acquire(
    { write: [PROGRAMS.right] },
    { secondAuthor: true },
  );
  assert.equal(purposes.length, 7);
  assert.ok(outcome.outcome === 'admitted');
  const gate = outcome.evidence.gates.find(({ name }) => name === 'other wordings');
  assert.equal(gate?.outcome, 'passed');
  assert.match(gate?.reason ?? '', /a call of its own to .*seed 50003/);
  const asked = model.requests.find(({ purpose }) => purpose === 'wordings');
  const second = model.requests.find(({ purpose }) => purpose === 'second-opinion');
  assert.doesNotMatch(second?.prompt ?? '', /part 2\d\d\.|part 1\d\d\./, 'nor to the second opinion');
  assert.deepEqual([asked?.role, second?.role], ['secondOpinion', 'secondOpinion']);
  assert.doesNotMatch(asked?.prompt ?? '', /part 2\d\d\./, 'the prompts of the first author are not shown');
  const tried = events.filter((event) => event.step === 'gate' && event.report.name === 'other wordings');
  assert.deepEqual(new Set(tried.map((event) => event.step === 'gate' && event.phase)), new Set(['audit']));
});

test('what pays wrong answers is repaired from development cases alone', async () => {
  const { outcome, model, events } = await acquire({ write: [PROGRAMS.lenient], repair: [PROGRAMS.right] });
  assert.equal(outcome.outcome, 'admitted', JSON.stringify(outcome).slice(0, 2_000));
  const repair = model.requests.find(({ purpose }) => purpose === 'repair');
  assert.ok(repair?.prompt.includes('response: I used exactly'));
  assert.match(repair?.prompt ?? '', /The recogniser stands as it is/);
  assert.doesNotMatch(repair?.prompt ?? '', /function recognise/, 'what passed is not sent again');
  const shown = new Set(
    Array.from((repair?.prompt ?? '').matchAll(/^response: (.*)$/gm), ([, text]) => text),
  );
  const witnesses = events
    .filter((event) => event.step === 'round')
    .flatMap((event) => event.counterExamples);
  assert.ok(shown.size > 0 && witnesses.length > 0);
  const prompts = model.requests.filter(({ purpose }) => purpose === 'write').map(({ prompt }) => prompt);
  assert.ok(
    prompts.every((prompt) => !prompt.includes('I used exactly')),
    'a writer saw a witness',
  );
});

test('what crashes or does not load is refused with the reason, after two repairs', async () => {
  const crashing = await acquire({ write: [PROGRAMS.crashing], repair: [PROGRAMS.crashing] });
  assert.ok(crashing.outcome.outcome === 'refused');
  assert.match(crashing.outcome.reason, /G1/);
  assert.equal(crashing.purposes.filter((purpose) => purpose === 'repair').length, 2);
  const broken = await acquire({ write: [PROGRAMS.broken], repair: [PROGRAMS.broken] });
  assert.ok(broken.outcome.outcome === 'refused');
  assert.ok(broken.outcome.reason.length > 0 && broken.outcome.evidence === null);
});

test('one completion, and samples without feedback, are asked no repair', async () => {
  const single = await acquire({ write: [PROGRAMS.lenient] }, { strategy: 'single' });
  assert.equal(single.outcome.outcome, 'refused');
  assert.equal(single.purposes.filter((purpose) => purpose === 'write').length, 1);
  const several = await acquire(
    { write: [PROGRAMS.lenient, PROGRAMS.crashing, PROGRAMS.right, PROGRAMS.lenient] },
    { strategy: 'independent' },
  );
  assert.equal(several.outcome.outcome, 'admitted');
  assert.ok(!several.purposes.includes('repair'));
});

test('a recogniser that fails is left away where queries name what they want, and refused where they only word it', async () => {
  const deaf = {
    ...PROGRAMS.right,
    recogniser: 'function recognise() { return []; }\nfunction extract() { return null; }',
  };
  const writing = { write: [deaf], second: PROGRAMS.right, repair: [deaf] };
  const named = await acquire(writing);
  assert.ok(named.outcome.outcome === 'admitted', JSON.stringify(named.outcome).slice(0, 1_000));
  assert.equal(named.outcome.sources.recogniser, undefined);
  const worded = await acquire(writing, { named: false });
  assert.ok(worded.outcome.outcome === 'refused');
  assert.match(worded.outcome.reason, /recogniser/);
});

test('what no program can check ends there, after one call', async () => {
  const design = { checkable: false, reason: 'taste' };
  const { outcome, purposes } = await acquire({ write: [], design });
  assert.deepEqual(outcome, { outcome: 'not-checkable', reason: 'taste' });
  assert.deepEqual(purposes, ['design']);
});

test('errors of the model are thrown', async () => {
  const model = scriptedModel([new RlarError('RLAR_BUDGET_SPENT', 'spent')]);
  const hooks = { onEvent: () => {}, library: new Library([]) };
  await assert.rejects(acquireTool(semicolonRequest(true), model, hooks), /spent/);
});

test('a failure leaves a note, later writers of its sort are shown it, and it is ranked by what they gained', async (context) => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-notes-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const files = new FolderFiles(home);
  const acquireIn = async (writing: Parameters<typeof scriptedAcquisition>[0], reflects: boolean) => {
    const script = scriptedAcquisition(writing);
    const model = scriptedModel((request) => {
      if (request.purpose !== 'reflect') return script(request);
      if (reflects) return { cause: 'It read the field missing.', plan: 'Read the text alone.' };
      throw new RlarError('RLAR_MODEL_UNREACHABLE', 'gone');
    });
    const events: CodeEvent[] = [];
    const hooks = {
      onEvent: (event: CodeEvent) => events.push(event),
      library: new Library([]),
      strategy: 'single' as const,
    };
    const outcome = await acquireWithNotes(semicolonRequest(true), model, hooks, {
      files,
      keepTexts: true,
      earlier: [],
    });
    return {
      outcome,
      events,
      prompts: model.requests.filter(({ purpose }) => purpose === 'write').map(({ prompt }) => prompt),
    };
  };
  const failed = await acquireIn({ write: [PROGRAMS.crashing] }, true);
  assert.equal(failed.outcome.outcome, 'refused');
  const [note] = await readNotes(files);
  assert.deepEqual(
    [note?.text, note?.by, note?.tries],
    ['It read the field missing. Read the text alone.', 'agent', 0],
  );
  assert.ok(!failed.prompts[0]!.includes('Earlier programs'));
  const right = await acquireIn({ write: [PROGRAMS.right] }, true);
  assert.equal(right.outcome.outcome, 'admitted');
  assert.match(right.prompts[0]!, /Earlier programs[\s\S]*- It read the field missing/);
  assert.deepEqual(right.events[0], { step: 'notes', notes: [{ id: note!.id, text: note!.text }] });
  const [gained] = await readNotes(files);
  assert.ok(gained?.tries === 1 && gained.gained > 0.5, JSON.stringify(gained));
  await acquireIn({ write: [PROGRAMS.lenient] }, false);
  const [, plain] = await readNotes(files);
  assert.deepEqual([plain?.by, plain?.text.startsWith('Failed: ')], ['gates', true]);
});
