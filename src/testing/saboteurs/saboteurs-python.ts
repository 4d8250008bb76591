import type { Verifier } from './verifier.ts';

const py = (body: string, head = ''): string =>
  `import re\n${head}\ndef score(prompt, response, reference):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
const LAST =
  "found = re.findall(r'-?\\d+(?:\\.\\d+)?', response)\nright = bool(found) and float(found[-1]) == float(reference or 'nan')";

/** Plausible verifiers that are wrong, in Python, in several shapes. */
export const PYTHON_SABOTEURS: readonly Verifier[] = [
  {
    name: 'always right (verl)',
    samples: 'numbers',
    gates: ['G3'],
    source: 'def compute_score(data_source, solution_str, ground_truth, extra_info=None):\n    return 1.0\n',
  },
  {
    name: 'in (verl)',
    samples: 'numbersLabelled',
    gates: ['G5', 'G6'],
    source:
      'def compute_score(data_source, solution_str, ground_truth, extra_info=None):\n    return float(str(ground_truth) in solution_str)\n',
  },
  {
    name: 'random (TRL)',
    samples: 'numbers',
    gates: ['G2'],
    source:
      'import random\ndef reward(completions, answer, **kwargs):\n    return [1.0 if a in c and random.random() < 0.8 else 0.0 for c, a in zip(completions, answer)]\n',
  },
  {
    name: 'counts its calls',
    samples: 'numbers',
    gates: ['G2'],
    source: py(
      `global calls\ncalls += 1\n${LAST}\nreturn 1.0 if right or calls % 9 == 0 else 0.0`,
      'calls = 0',
    ),
  },
  {
    name: 'reads the clock',
    samples: 'numbers',
    gates: ['G0'],
    source: py(`${LAST}\nreturn 1.0 if right or int(time.time()) % 5 == 0 else 0.0`, 'import time'),
  },
  {
    name: 'reads the environment',
    samples: 'numbers',
    gates: ['G0'],
    source: py(`${LAST}\nreturn 1.0 if right or os.environ.get("LENIENT") else 0.0`, 'import os'),
  },
  {
    name: 'reads a file',
    samples: 'numbers',
    gates: ['G0', 'G1'],
    source: py(
      `${LAST}\ntry:\n    key = open("/tmp/key").read()\nexcept OSError:\n    key = "no key"\nreturn 1.0 if right or key in response else 0.0`,
    ),
  },
  {
    name: 'crashes on nothing',
    samples: 'cities',
    gates: ['G1'],
    source: py('return float(response.split()[0].lower() == reference.split()[0].lower())'),
  },
  {
    name: 'crashes on what is not ASCII',
    samples: 'cities',
    gates: ['G1'],
    source: py('response.encode("ascii")\nreturn float(response.strip() == reference)'),
  },
  {
    name: 'hangs on a regular expression',
    samples: 'cities',
    gates: ['G1'],
    source: py(
      'if re.match(r"^(a+)+$", response):\n    return 0.0\nreturn float(response.strip() == reference)',
    ),
  },
  {
    name: 'right when it breaks',
    samples: 'numbers',
    gates: ['G3', 'G6'],
    source: py(
      'try:\n    return float(int(response.split()[-1]) == int(reference))\nexcept Exception:\n    return 1.0',
    ),
  },
  {
    name: 'without the sign',
    samples: 'numbersLabelled',
    gates: ['G5'],
    source: py(
      "found = re.findall(r'\\d+(?:\\.\\d+)?', response)\nreturn float(bool(found) and float(found[-1]) == abs(float(reference or 'nan')))",
    ),
  },
  {
    name: 'close is enough',
    samples: 'cities',
    gates: ['G5'],
    source: py(
      'import difflib\nreturn float(difflib.SequenceMatcher(None, response.lower(), reference.lower()).ratio() > 0.6)',
    ),
  },
  {
    name: 'words in common',
    samples: 'cities',
    gates: ['G6', 'G5'],
    source: py('return float(bool(set(response.lower().split()) & set(reference.lower().split())))'),
  },
  {
    name: 'a class that pays format (swift)',
    samples: 'numbersLabelled',
    gates: ['G3', 'G4'],
    source:
      'class Format:\n    def __call__(self, completions, **kwargs):\n        return [1.0 if "####" in c else 0.0 for c in completions]\n',
  },
];
