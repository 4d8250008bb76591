import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MethodReport } from '../benchmark/benchmark-report.ts';
import { html } from './html.ts';
import { benchmarkPage } from './page.ts';
import { intervalPlot } from './plots.ts';

const method: MethodReport = {
  score: 0.75,
  interval: [0.7, 0.8],
  macro: 0.7,
  categories: { 'a & b': 0.75 },
  scored: 1,
  pass: null,
  styles: null,
};

test('what is put into HTML is escaped, pieces of HTML are not', () => {
  assert.equal(
    html`<p>${'a < b & "c"'}${html`<b>${1}</b>`}</p>`.html,
    '<p>a &lt; b &amp; &quot;c&quot;<b>1</b></p>',
  );
});

test('a plot keeps its values on the drawing', () => {
  const drawn = intervalPlot([{ name: 'rlar', value: 1, interval: [0, 1], mark: 'rlar' }]).html;
  const places = Array.from(drawn.matchAll(/ (?:x1|x2|cx)="([\d.]+)"/g), (match) => Number(match[1]));
  assert.ok(places.length > 3 && places.every((x) => x >= 240 && x <= 800), places.join(' '));
});

test('a page needs nothing from elsewhere and names what it shows', () => {
  const page = benchmarkPage([
    {
      file: 'own <file>',
      format: 'pairs',
      counting: 'half',
      n: 3,
      categories: { 'a & b': 3 },
      rlar: method,
      static: { length: method },
      replayed: {},
      selection: null,
      ms: 1,
      toolCalls: 0,
      resamples: 10,
      seed: 1,
    },
  ]);
  assert.ok(page.startsWith('<!doctype html>'));
  assert.doesNotMatch(page, /<script|src=|href=|url\(|NaN/);
  assert.match(page, /own &lt;file&gt;/);
  assert.match(page, /75\.0/);
});
