/** The verifiers that `npm test` leaves out. */
import { testStructure } from '../../testing/test-structure.ts';

testStructure((at) => at % 3 !== 1);
