import { after, before, describe, type TestContext } from 'node:test';
import { openPostgresStore } from '../store/postgres/store.ts';
import type { Store } from '../store/store.ts';
import { noPostgres, type PrivatePostgres, privatePostgres } from './private-postgres.ts';

/** The PostgreSQL of a test file. It is there from the first `before` hook until all hooks behind the tests have ended. */
interface TestPostgres extends Pick<PrivatePostgres, 'database' | 'crash' | 'down' | 'up'> {
  /** Opens a store until the end of a test. @param url of an empty database by default */
  open(context: TestContext, url?: string): Promise<Store>;
}

/** Describes tests over a PostgreSQL of their own. They are skipped where no server is installed. */
export function overPostgres(name: string, tests: (postgres: TestPostgres) => void): void {
  describe(name, { skip: noPostgres() ?? false }, () => {
    let postgres: PrivatePostgres;
    before(async () => {
      postgres = await privatePostgres();
    });
    tests({
      database: () => postgres.database(),
      crash: () => postgres.crash(),
      down: () => postgres.down(),
      up: () => postgres.up(),
      async open(context, url) {
        const store = await openPostgresStore(url ?? (await postgres.database()), {});
        context.after(() => store.close());
        return store;
      },
    });
    after(() => postgres.stop());
  });
}
