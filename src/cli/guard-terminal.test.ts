import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { guarded, guardTerminal } from './guard-terminal.ts';

const STYLES = /\u001b\[[\d;]*m/g;
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

test('property: a terminal obeys nothing but styles, and plain text is left alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = guarded(`\u001b[1mbold\u001b[22m ${text}\u001b]52;c;eA==\u0007\n`);
      assert.match(shown, /^\u001b\[1mbold/);
      assert.doesNotMatch(shown.replaceAll(STYLES, '').replaceAll(/[\n\t]/g, ''), OBEYED);
    }),
  );
  assert.equal(guarded('Grüße\t世界\n'), 'Grüße\t世界\n');
});

test('what a stream is given goes through the fence, bytes as they are', () => {
  const stream = new PassThrough();
  guardTerminal(stream as unknown as NodeJS.WriteStream);
  stream.write('a\u001b]0;x\u0007');
  stream.write(Buffer.from([0x1b]));
  assert.equal(stream.read()?.toString('latin1'), 'a\\u001b]0;x\\u0007\u001b');
});
