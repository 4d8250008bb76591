/** One recording of `examples/acquisitions`; the others are slow tests. */
import { recordedAcquisitions } from './replay-acquisition.ts';
import { FAST_RECORDINGS, testRecordings } from './test-recordings.ts';

testRecordings(recordedAcquisitions().filter(({ name }) => FAST_RECORDINGS.includes(name)));
