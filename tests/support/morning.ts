/**
 * When a test's world begins: a morning in the middle of a month, on a working day on which most zones have the same date. So no test
 * depends on the hour, the day or the month in which it runs. Tests that hold the stack's time against the machine's own, as a
 * browser's, start the stack at `new Date()`.
 */
export const MORNING = new Date("2026-11-24T01:00:00Z");
