import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { type StoredProof, unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { wasUndone } from "./undoable.ts";

const FIELDS = ["rule", "policy", "step", "why", "signals", "rivals", "unread", "suggestions"] as const;

/** A proof with what a person might have chosen from. */
const Shown = z.looseObject({ rule: z.string(), policy: z.int(), step: z.string(), why: z.string() });
const Replay = z.object({
  transactionId: z.string(),
  state: z.string(),
  /** Was what this proof has led to taken back since? */
  undone: z.boolean(),
  undoReason: z.string().optional(),
  /** Does the engine come to the same proof, byte for byte? */
  same: z.boolean(),
  kept: Shown,
  replayed: Shown,
  /** What differs, by field; nothing where all is the same. */
  changed: z.array(z.object({ field: z.string(), kept: z.unknown(), replayed: z.unknown() })),
});

const differing = (kept: StoredProof, now: StoredProof) =>
  FIELDS.filter((field) => JSON.stringify(kept[field]) !== JSON.stringify(now[field])).map((field) => ({
    field,
    kept: kept[field],
    replayed: now[field],
  }));

export const replayRoute: Route = route({
  method: "POST",
  path: "/v1/bank-transactions/{id}/explanation/replay",
  permission: "reconciliation.read",
  summary:
    "Decides a line once more, of everything as it is now but for what the line itself has done, and says whether the proof is the same to the byte, or what has changed. Nothing is written.",
  noun: "bankTransaction",
  reply: Replay,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, bankTransaction);
    const kept = unpackProof(row.proof);
    if (row.proof === undefined || !kept)
      throw new Fault("invalid_state", "The engine has not decided this line, so there is no proof to replay.");
    // The engine is loaded by the first call.
    const { replayed } = await import("./replayed.ts");
    const proof = await replayed(call.table, row, call.now);
    const after = unpackProof(proof) as StoredProof;
    return {
      transactionId: row.id,
      state: row.state,
      undone: wasUndone(row),
      undoReason: row.undoReason,
      same: proof === row.proof,
      kept,
      replayed: after,
      changed: differing(kept, after),
    };
  },
});
