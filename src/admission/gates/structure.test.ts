/** A third of the verifiers; the others are slow tests. */
import { testStructure } from '../../testing/test-structure.ts';

testStructure((at) => at % 3 === 1);
