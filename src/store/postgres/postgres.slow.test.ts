/** The store over a real PostgreSQL: the contracts of every store, and what only several replicas can break. */
import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import { feedbackContract } from '../../testing/feedback-contract.ts';
import { jobsContract } from '../../testing/jobs-contract.ts';
import { noPostgres, type PrivatePostgres, privatePostgres } from '../../testing/private-postgres.ts';
import { registryContract } from '../../testing/registry-contract.ts';
import { runsContract } from '../../testing/runs-contract.ts';
import { ledgerContract } from '../../testing/store-contract.ts';
import type { Store } from '../store.ts';
import { openPostgres } from './database.ts';
import { PostgresFeedback } from './feedback.ts';
import { PostgresJobs } from './jobs.ts';
import { PostgresRegistry } from './registry.ts';
import { openPostgresStore } from './store.ts';

describe('PostgreSQL', { skip: noPostgres() ?? false }, () => {
  let postgres: PrivatePostgres;
  before(async () => {
    postgres = await privatePostgres();
  });
  after(() => postgres.stop());

  const open = async (context: TestContext, url?: string): Promise<Store> => {
    const store = await openPostgresStore(url ?? (await postgres.database()), {});
    context.after(() => store.close());
    return store;
  };

  ledgerContract('PostgreSQL', open);
  runsContract('PostgreSQL', open);

  jobsContract('PostgreSQL', async () => {
    const url = await postgres.database();
    return async () => new PostgresJobs(await openPostgres(url, { connections: 2 }));
  });
  registryContract('PostgreSQL', async () => {
    const url = await postgres.database();
    return async () => new PostgresRegistry(await openPostgres(url, { connections: 3 }));
  });
  feedbackContract(
    'PostgreSQL',
    async () => new PostgresFeedback(await openPostgres(await postgres.database())),
  );
});
