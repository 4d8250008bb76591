/** The recordings of `examples/acquisitions` that `npm test` leaves out. */
import { recordedAcquisitions } from './replay-acquisition.ts';
import { FAST_RECORDINGS, testRecordings } from './test-recordings.ts';

testRecordings(recordedAcquisitions().filter(({ name }) => !FAST_RECORDINGS.includes(name)));
