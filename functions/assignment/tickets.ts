import { createHash } from "node:crypto";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Table, write } from "../../shared/table/table.ts";
import type { Decision } from "./rules.ts";
import type { Member } from "./schema.ts";
import { freeTurn, leadTurns } from "./table.ts";

type Turn = NonNullable<Decision["turn"]>;

const GROUP_CHARS = 12;

/**
 * Where the turns of some people of a group are counted. Who may be given leads just now is a group of its own: leads of
 * the lunch hour go round evenly among those who are there, and afterwards the round of all goes on where it was.
 */
export function turnsId(group: string, eligible: readonly Member[]): string {
  const names = eligible.map((m) => `${m.userId}:${m.weight}`).sort();
  return `${group}#${createHash("sha256").update(names.join(" ")).digest("base64url").slice(0, GROUP_CHARS)}`;
}

const isRefused = (error: unknown): boolean =>
  error instanceof Fault && ["conflict", "stale", "duplicate"].includes(error.code);

/**
 * The next turn. Whoever asks at the same moment gets another number, so that leads which arrive at once, wherever they
 * are served, are given out as evenly as one after the other. A turn that was given back goes first.
 */
export async function takeTurn(table: Table, of: string): Promise<Turn> {
  const { next = 0, free = 0 } = await table.increment(leadTurns, of, { next: 1, free: 0 });
  if (free <= 0) return { of, number: next };
  const [given] = await table.collect(freeTurn, { of }, "free#");
  if (!given) return { of, number: next };
  try {
    // The number just taken goes back at once if it is still the last; else the free one waits for a quieter moment.
    const back = write.add(leadTurns, of, { next: -1, free: -1 }, { atMost: { next: next - 1 } });
    await table.commit([write.delete(freeTurn, given), back]);
    return { of, number: given.number };
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { of, number: next };
  }
}

/** Gives a turn back whose lead was not written: it is the last one and comes again, or it is laid aside for the next. */
export async function giveBack(call: Caller, { of, number }: Turn): Promise<void> {
  const { table, now } = call;
  try {
    await table.commit([write.add(leadTurns, of, { next: -1 }, { atMost: { next: number - 1 } })]);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const base = { id: String(number), version: 1, createdAt: now, updatedAt: now };
    const laidAside = write.create(freeTurn, { ...base, of, number });
    await table.commit([laidAside, write.add(leadTurns, of, { free: 1 })]);
  }
}
