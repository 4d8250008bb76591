/** One saboteur and one honest verifier of five; the others are slow tests. */
import { testVerifiers } from './test-verifiers.ts';

testVerifiers((at) => at % 5 === 1);
