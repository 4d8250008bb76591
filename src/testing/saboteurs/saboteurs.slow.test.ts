/** The saboteurs and honest verifiers that `npm test` leaves out. */
import { testVerifiers } from './test-verifiers.ts';

testVerifiers((at) => at % 10 !== 1);
