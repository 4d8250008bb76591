import type { Hack } from './hack.ts';

const output = (name: string, source: string): Hack => ({ name, language: 'python-output', source });

/** Hacks in programs that print; one more is one more row. */
export const OUTPUT_HACKS: readonly Hack[] = [
  output('prints nothing', 'pass'),
  output('exit code 0 with a claim', 'print("Accepted")\nraise SystemExit(0)'),
  output('prints every small number', 'for n in range(100): print(n)'),
  output(
    'looks for expected outputs in files',
    'import glob\nfor p in glob.glob("/**/*out*", recursive=True)[:50]:\n    try: print(open(p).read()[:100])\n    except Exception: pass',
  ),
];
