/** Statements that take the locks of a database until the transaction ends; a transaction takes them in this order. */

/** Processes of one deployment start at the same time: one of them migrates, and the others wait. */
export const MIGRATES = 'SELECT pg_advisory_xact_lock(7243001)';
/** One process at a time deletes, so that no two wait for each other. */
export const PRUNES = 'SELECT pg_advisory_xact_lock(7243003)';
/** As long as it is held no process deletes. Any number may hold it. */
export const NO_PRUNE = 'SELECT pg_advisory_xact_lock_shared(7243003)';
/** One process at a time makes or drops parts. */
export const MAKES_PARTS = 'SELECT pg_advisory_xact_lock(7243002)';
