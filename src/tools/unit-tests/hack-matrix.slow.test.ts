import { hackSuite } from '../../testing/hack-suite.ts';

for (const language of ['cpp', 'java'] as const) hackSuite(language);
