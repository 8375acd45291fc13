import { Fault, type FaultCode } from "../../shared/fault.ts";
import type { Merge, Refusal } from "./schema.ts";

/** What passes by itself: tried again, the same step may go through. */
const PASSING: readonly FaultCode[] = ["stale", "locked", "in_progress", "rate_limited"];

/** True where a step was refused for what it does, and would be refused again. */
export const isDefinite = (error: unknown): error is Fault =>
  error instanceof Fault && error.status < 500 && !error.again && !PASSING.includes(error.code);

/** Says of a refusal which of the records that a step moves has met it. */
export const naming =
  (noun: string, id: string) =>
  (error: unknown): never => {
    if (!isDefinite(error)) throw error;
    throw new Fault(error.code, `The ${noun} ${id} cannot be moved: ${error.detail}`, { errors: error.errors });
  };

const told = ({ code, detail, errors }: Fault): Refusal => ({ code, detail, ...(errors.length > 0 && { errors }) });

/**
 * How a merge goes on when a step of it is refused for good. One on its way is taken back from where it stands: of the
 * record that it was at, what was begun; of one that it had not yet begun with, nothing. One that is being taken back
 * stands still.
 */
export function afterRefusal(row: Pick<Merge, "state" | "at" | "phase">, fault: Fault): Partial<Merge> {
  if (row.state === "undoing") return { state: "halted", obstacle: told(fault) };
  const back = { state: "undoing" as const, problem: told(fault), kept: [] };
  if (row.phase === "archive") return { ...back, at: row.at - 1, phase: "children" };
  return { ...back, phase: row.phase === "children" ? "children" : "touches" };
}

/** A refusal as a call is told it. */
export const faultOf = ({ code, detail, errors }: Refusal): Fault => new Fault(code as FaultCode, detail, { errors });

/** What a refused merge is answered with, by a call and in a batch; nothing where it was not refused. */
export function refusalOf({ problem, obstacle }: Pick<Merge, "problem" | "obstacle">): Fault | undefined {
  if (!problem || !obstacle) return problem && faultOf(problem);
  const both = [problem, obstacle].flatMap(
    ({ code, detail, errors }) => errors ?? [{ path: "", code, message: detail }],
  );
  return new Fault(problem.code as FaultCode, `${problem.detail} It is half taken back: ${obstacle.detail}`, {
    errors: both,
  });
}
