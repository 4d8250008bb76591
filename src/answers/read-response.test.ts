import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { readResponse } from './read-response.ts';

const said = (response: string): string => readResponse(response).said.trim();

test('what an agent asks of a search engine, and what that answers, is not said', () => {
  assert.equal(said('<think>Danube?</think><search> Danube </search>'), '');
  assert.equal(said('<think>..</think><search> Danube'), '');
  assert.equal(
    said('<search>a</search><information>Rhine <b>in</b></information>\n<answer> Danube </answer>'),
    '<answer> Danube </answer>',
  );
  assert.equal(said('<search>a</search><information>b</information><search>c</search> It is e.'), 'It is e.');
  assert.equal(said('<tool_call>{"name": "find"}</tool_call><tool_response>7</tool_response> 8'), '8');
});

test('tags of these names that nobody asked with are text', () => {
  assert.equal(said('<information>Danube</information>'), '<information>Danube</information>');
});

test('property: what stands outside of such blocks is kept, whatever stands in them', () => {
  const inside = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('<', ''));
  fc.assert(
    fc.property(inside, inside, (asked, found) => {
      const text = `First.<search>${asked}</search><information>${found}</information>Then.`;
      assert.match(said(text), /^First\.\s+Then\.$/);
    }),
  );
});
