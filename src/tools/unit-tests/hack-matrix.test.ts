import { hackSuite } from '../../testing/hack-suite.ts';

for (const language of ['python', 'javascript', 'python-output'] as const) hackSuite(language);
// Each of these is compiled: hack-matrix.slow.test.ts tries the rest.
for (const language of ['cpp', 'java'] as const) hackSuite(language, 2);
