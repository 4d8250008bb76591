import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequirements } from './parse-requirements.ts';

const parse = (text: string): string[] => parseRequirements(text, '/rows/of/a/user');

test('packages by name, and where their wheels are found, pass as they are', () => {
  const lines = [
    'numpy',
    'numpy==1.26.4',
    'scipy>=1.11,<2',
    'requests[security, socks]~=2.31 ; python_version > "3.8"',
    'a.b_c-d (>=1.0)',
    `hashed==1.0 --hash=sha256:${'0'.repeat(64)} --hash=sha256:${'1'.repeat(64)}`,
    `marked==1.0 ; sys_platform == "linux" --hash=sha256:${'0'.repeat(64)}`,
    '--no-index',
    '--pre',
    '--only-binary :all:',
  ];
  assert.deepEqual(parse(lines.join('\n')), lines);
  assert.deepEqual(
    parse('--find-links=wheels\n-i https://example.com/simple  # ours\n\n# nothing\r\nnumpy \\\n==1.0'),
    ['--find-links /rows/of/a/user/wheels', '-i https://example.com/simple', 'numpy  ==1.0'],
  );
});

const HOSTILE = [
  '-e .',
  '-e git+https://example.com/x.git',
  '--editable=folder',
  '-r other.txt',
  '--requirement other.txt',
  '-c other.txt',
  'git+https://example.com/x.git',
  'x @ git+https://example.com/x.whl',
  'x @ https://example.com/x.tar.gz',
  'x@file:///tmp/x.whl',
  './x-1.0.zip',
  '/tmp/x-1.0-py3-none-any.whl',
  'x-1.0-py3-none-any.whl',
  'x.tar.gz',
  'folder/x',
  '..',
  '.',
  '~/x',
  '--no-binary :all:',
  '--no-binary=x',
  '--no-index -e folder',
  '--pre -r nested.txt',
  '--only-binary :none:',
  '--only-binary :all: --no-binary x',
  '-i https://example.com/${SECRET}/',
  '-i https://example.com/$SECRET/',
  'x==${VERSION}',
  '--config-settings=x',
  '--global-option=x',
  '--target=/tmp',
  '--use-feature=fast-deps',
  'good\\\n @ ./folder',
  'x --no-binary=x',
  'x ; --no-binary :all:',
  'x\u2028-e .',
  'x\u0000',
  'x; extra == "y" @ ./z',
  '--find-links wheels -e .',
  '--hash=sha256:00',
  '-',
  '--',
  `${'x'.repeat(9_000)}`,
];

for (const line of HOSTILE)
  test(`refused: ${JSON.stringify(line.slice(0, 60))}`, () => {
    assert.throws(() => parse(`numpy\n${line}\n`), { code: 'RLAR_INVALID_TOOL' });
  });

test('no prefix that is fine makes a line fine that is not, and the other way round', () => {
  const fine = ['numpy', '--no-index', '--pre', '-i https://example.com/simple', '--find-links wheels'];
  for (const one of fine)
    for (const other of HOSTILE.slice(0, 30))
      for (const line of [`${one} ${other}`, `${other} ${one}`])
        assert.throws(() => parse(line), { code: 'RLAR_INVALID_TOOL' }, line);
});
