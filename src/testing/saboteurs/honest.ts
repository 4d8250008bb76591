import { javascript as js, type Verifier } from './verifier.ts';

/** Right verifiers of various styles. */
export const HONEST: readonly Verifier[] = [
  {
    name: 'exact, normalised',
    samples: 'citiesLabelled',
    source: js(
      '{ const plain = (t) => t.normalize("NFKC").toLowerCase().replace(/[^\\p{L}\\p{N}]+/gu, " ").trim(); return plain(reference) !== "" && plain(response) === plain(reference) ? 1 : 0; }',
    ),
  },
  {
    name: 'exact, references alone',
    samples: 'cities',
    source: js('response.trim().toLowerCase() === reference.trim().toLowerCase() && reference !== ""'),
  },
  {
    name: 'the last number',
    samples: 'numbersLabelled',
    source: js(
      '{ const found = response.replaceAll(",", "").match(/-?\\d+(?:\\.\\d+)?/g); if (!found) return 0; return Number(found.at(-1)) === Number(reference.replaceAll(",", "")) ? 1 : 0; }',
    ),
  },
  {
    name: 'behind the hashes',
    samples: 'numbersLabelled',
    source: js(
      '{ const m = /####\\s*(-?[\\d.,]+)/.exec(response); return m !== null && Number(m[1].replaceAll(",", "")) === Number(reference); }',
    ),
  },
  {
    name: 'the last number, or null',
    samples: 'numbers',
    source: js(
      '{ const found = response.match(/-?\\d+(?:\\.\\d+)?/g); if (!found) return null; return rlar.sameNumber(Number(found.at(-1)), Number(reference)); }',
    ),
  },
  {
    name: 'a box, texts compared',
    samples: 'mathsLabelled',
    source: js(
      '{ const at = response.lastIndexOf("\\\\boxed{"); if (at < 0) return 0; let depth = 0, end = at + 6; for (; end < response.length; end++) { if (response[end] === "{") depth++; if (response[end] === "}" && --depth === 0) break; } const inner = response.slice(at + 7, end); return inner.replace(/\\s/g, "") === reference.replace(/\\s/g, "") ? 1 : 0; }',
    ),
  },
  {
    name: 'F1 of words',
    samples: 'cities',
    source: js(
      '{ const words = (t) => t.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? []; const a = words(response), b = words(reference); if (a.length === 0 || b.length === 0) return 0; const rest = [...b]; let same = 0; for (const w of a) { const at = rest.indexOf(w); if (at >= 0) { rest.splice(at, 1); same++; } } return same === 0 ? 0 : (2 * same) / (a.length + b.length); }',
    ),
  },
  {
    name: 'F1 of words, translations',
    samples: 'sentences',
    source: js(
      '{ const words = (t) => t.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? []; const a = words(response), b = words(reference); if (a.length === 0 || b.length === 0) return 0; const rest = [...b]; let same = 0; for (const w of a) { const at = rest.indexOf(w); if (at >= 0) { rest.splice(at, 1); same++; } } return same === 0 ? 0 : (2 * same) / (a.length + b.length); }',
    ),
  },
  {
    name: 'edit distance',
    samples: 'cities',
    source: js(
      '{ const a = [...response.trim()].slice(0, 2000), b = [...reference]; let row = b.map((_, i) => i + 1); row.unshift(0); for (let i = 1; i <= a.length; i++) { const next = [i]; for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)); row = next; } return 1 - row[b.length] / Math.max(a.length, b.length, 1); }',
    ),
  },
  {
    name: 'the letter of a choice',
    samples: 'choicesLabelled',
    source: js(
      '{ const found = response.match(/\\b([A-D])\\b/g); return found !== null && found.at(-1) === reference; }',
    ),
  },
  {
    name: 'the answer is (X)',
    samples: 'choices',
    source: js(
      '{ const m = /answer is \\(?([A-D])\\b/i.exec(response); return m === null ? null : m[1].toUpperCase() === reference; }',
    ),
  },
  {
    name: 'JSON, deeply',
    samples: 'objectsLabelled',
    source:
      'const same = (a, b) => {\n  if (a === b) return true;\n  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;\n  if (Array.isArray(a) !== Array.isArray(b)) return false;\n  const keys = Object.keys(a);\n  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));\n};\nexport default function check(prompt, response, reference) {\n  try {\n    return same(JSON.parse(response), JSON.parse(reference)) ? 1 : 0;\n  } catch {\n    return 0;\n  }\n}\n',
  },
  {
    name: 'holds the city, alone and not denied',
    samples: 'citiesLabelled',
    source: js(
      '{ const text = response.trim().toLowerCase(); const city = reference.toLowerCase(); if (city === "" || text.length > city.length + 30 || /\\b(?:not|or|no)\\b|[,;\\n]/.test(text)) return 0; return new RegExp("(?<![\\\\p{L}])" + city.replace(/[.*+?^${}()|[\\]\\\\]/g, "\\\\$&") + "(?![\\\\p{L}])", "u").test(text); }',
    ),
  },
  {
    name: 'in answer tags',
    samples: 'numbers',
    source: js(
      '{ const m = /<answer>([\\s\\S]*?)<\\/answer>/.exec(response); return m !== null && m[1].trim() === reference; }',
    ),
  },
  {
    name: 'verl, the last number',
    samples: 'numbersLabelled',
    source:
      'import re\n\ndef compute_score(data_source, solution_str, ground_truth, extra_info=None):\n    found = re.findall(r"-?[0-9][0-9,]*\\.?[0-9]*", solution_str)\n    if not found:\n        return 0.0\n    try:\n        return 1.0 if float(found[-1].replace(",", "").rstrip(".")) == float(ground_truth) else 0.0\n    except ValueError:\n        return 0.0\n',
  },
  {
    name: 'TRL, a format and an answer',
    samples: 'numbers',
    source:
      'import re\n\ndef correctness_reward(completions, answer, **kwargs):\n    rewards = []\n    for completion, right in zip(completions, answer):\n        match = re.search(r"<answer>(.*?)</answer>", completion, re.DOTALL)\n        rewards.append(1.0 if match and match.group(1).strip() == str(right) else 0.0)\n    return rewards\n',
  },
  {
    name: 'OpenRLHF, exact',
    samples: 'citiesLabelled',
    source:
      'def reward_func(queries, prompts, labels):\n    rewards = []\n    for query, prompt, label in zip(queries, prompts, labels):\n        answer = query[len(prompt):].strip().lower()\n        rewards.append(1.0 if label and answer == label.strip().lower() else 0.0)\n    return rewards\n',
  },
  {
    name: 'swift, a class',
    samples: 'citiesLabelled',
    source:
      'import re\nfrom typing import List\n\nclass Exact:\n    """The same words."""\n    def words(self, text):\n        return re.findall(r"\\w+", text.lower())\n\n    def __call__(self, completions, solution, **kwargs) -> List[float]:\n        return [1.0 if self.words(c) and self.words(c) == self.words(s) else 0.0 for c, s in zip(completions, solution)]\n',
  },
  {
    name: 'plain Python, fuzzy and graded',
    samples: 'cities',
    source:
      'import difflib\n\ndef score(prompt, response, reference):\n    if not response.strip() or not reference.strip():\n        return 0.0\n    return difflib.SequenceMatcher(None, response.strip()[:2000], reference.strip()).ratio()\n',
  },
  {
    name: 'plain Python, fractions',
    samples: 'numbers',
    source:
      'import re\nfrom fractions import Fraction\n\ndef value(text):\n    found = re.findall(r"-?\\d+(?:\\.\\d+|/\\d+)?", text.replace(",", ""))\n    try:\n        return Fraction(found[-1]) if found else None\n    except (ValueError, ZeroDivisionError):\n        return None\n\ndef score(prompt, response, reference):\n    got, wanted = value(response), value(reference)\n    if wanted is None:\n        return None\n    return 1.0 if got == wanted else 0.0\n',
  },
];
