import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { passageOf } from './passage-of.ts';
import { writingTask } from './writing-task.ts';

const BEFORE = 'The ferry left at nine. Nobody on the pier had expected it to leave at all that night.';
const AFTER = 'When it came back, the lamp at the end of the pier was out, and the keeper was gone.';

test('a gap in a text is one, however it is marked; a gap in a sentence is a question', () => {
  for (const mark of ['[fill in the blank]', '[ fill_in_the_blank ]', '[blank]', '<mask>', '__________']) {
    const task = writingTask(`Please fill in the blank in this text.\n\n${BEFORE}\n\n${mark}\n\n${AFTER}`);
    assert.equal(task?.operation, 'cloze', mark);
    assert.deepEqual([task?.before, task?.after], [BEFORE, AFTER], mark);
  }
  assert.equal(writingTask('Fill in the blank: The capital of France is ______.'), null);
});

test('parts are told by labels, and where these are left out by headings, lists and last lines', () => {
  const draft = 'The town was nice and everybody liked it very much.';
  const critique = 'Problem Diagnosis\n\n1. "nice" is empty: show the town.';
  const head = 'Rewrite the draft as the critique says.\nYour output should be the rewritten text only.';
  for (const prompt of [
    `${head}\n\ncontent:\n${draft}\n\ncritique:\n${critique}`,
    `${head}\n${draft}\n**${critique}`,
  ]) {
    const task = writingTask(prompt);
    assert.equal(task?.operation, 'edit');
    assert.equal(task?.draft, draft);
    assert.match(task?.critique ?? '', /Problem Diagnosis/);
  }
  const asked = 'Write an essay about the history of lighthouses on the northern coast.';
  const labelled = writingTask(
    `${asked}\n\noutline:\n- the first lamp\n- the storm of 1911\n\nword:\n300-400`,
  );
  assert.deepEqual(labelled?.outline, ['the first lamp', 'the storm of 1911']);
  assert.deepEqual(labelled?.length, { least: 300, most: 400 });
  const bare = writingTask(
    `${asked}\n1. The first lamp\n2. The keepers\n3. The storm of 1911\n4. The end\n\n1200`,
  );
  assert.equal(bare?.operation, 'expand');
  assert.equal(bare?.outline.length, 4);
  assert.equal(Math.round(bare?.length?.most ?? 0), 1380);
  assert.equal(bare?.isLabelled, false);
});

test('Chinese prompts: a brief, an outline, a length in characters', () => {
  const brief = '请撰写一篇关于老街茶馆的文章，以清河镇老茶馆重新开张为切入点，字数1500字左右。';
  const task = writingTask(brief);
  assert.deepEqual([task?.operation, task?.language], ['end-to-end', 'zh']);
  assert.equal(task?.length?.least, 1275);
  const planned = writingTask(`${brief}\n\noutline:\n【大纲】\n- 开篇：重新开张\n- 茶馆的历史\n- 结论与展望`);
  assert.equal(planned?.operation, 'expand');
  assert.deepEqual(planned?.outline, ['开篇：重新开张', '茶馆的历史', '结论与展望']);
});

test('what works on a given text, or asks for something else, is none of the four', () => {
  for (const prompt of [
    'Summarize the following article in two sentences.\n\nThe council met on Monday and decided nothing.',
    'Write a summary of the following article: The council met on Monday and decided nothing at all.',
    '请概括以下文章的主要内容，写一篇摘要：会议在星期一召开。',
    'Write a Python function that returns the longest word of a report.',
    'Write one sentence that expresses this dialogue act: inform(name=piperade, address=1015 battery street)',
    'Write a poem about rain.',
  ])
    assert.equal(writingTask(prompt), null, prompt);
});

test('a prompt of any text is read without error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      writingTask(text);
      writingTask(`Fill in the blank.\n${text}\n[blank]\n${text.repeat(20)}`);
    }),
    { numRuns: 100 },
  );
});

test('the passage is what is left without remarks to the reader and without the text around the gap', () => {
  const task = writingTask(`Please fill in the blank.\n\n${BEFORE}\n\n[blank]\n\n${AFTER}`)!;
  const passage = 'All night long it circled the bay. The keeper counted its lights and wrote them down.';
  const remarks = `Here is the text that fits:\n\n---\n\n${passage}\n\nLet me know if you would like another one!`;
  assert.equal(passageOf(remarks, task), passage);
  assert.equal(passageOf(`${BEFORE}\n\n${passage}\n\n${AFTER}`, task), passage);
  assert.equal(passageOf(passage, task), passage);
  assert.equal(passageOf(`${BEFORE}\n\n${AFTER}`, task).trim(), '');
});
