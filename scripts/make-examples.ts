/**
 * Writes examples/rollouts.jsonl, the rollouts of the quick start: several kinds, right and wrong answers whose labels
 * are known because we made them. Seeded: the same file every time. `node scripts/with-node.mjs scripts/make-examples.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExampleSet } from './examples/example-set.ts';
import { addForms } from './examples/forms.ts';
import { addMathematics } from './examples/mathematics.ts';
import { addQuestions } from './examples/questions.ts';
import { addWriting } from './examples/writing.ts';

const examples = new ExampleSet(20260301);
for (const add of [addMathematics, addQuestions, addForms, addWriting]) add(examples);
const file = join(import.meta.dirname, '../examples/rollouts.jsonl');
writeFileSync(file, `${examples.list.map((example) => JSON.stringify(example)).join('\n')}\n`);
console.log(`${examples.list.length} rollouts in ${file}`);
