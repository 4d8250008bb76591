import { prepareHome } from './prepare.ts';

await prepareHome('/tmp/grpo-w2/prepared', '/work/wt/grpo/.venv/e2e/bin/python', (s) =>
  console.log(new Date().toISOString(), s),
);
