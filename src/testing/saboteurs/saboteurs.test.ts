/** One saboteur and one honest verifier of ten; the others are slow tests. */
import { testVerifiers } from './test-verifiers.ts';

testVerifiers((at) => at % 10 === 1);
