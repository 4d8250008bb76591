/** The kind of the loop's job. There is one job for a home, so that two processes never promote twice. */
export const LOOP_JOB = 'evolution';
export const LOOP_KEY = 'loop';
