import { Fault } from "../../shared/fault.ts";
import { readObjectStream } from "../../shared/objects.ts";
import { anew } from "../../shared/table/anew.ts";
import { together } from "../../shared/together.ts";
import { type AdviceGroup, advicesIn } from "../bank/intake/advices.ts";
import type { AdviceMapping } from "../bank/schema.ts";
import { cancelled, keepAdvices } from "../reconciliation/advice-acts.ts";
import { advised, type SaidForAll } from "../reconciliation/advice-told.ts";
import { remittanceAdvice } from "../reconciliation/table.ts";
import { failure, ITEMS_AT_ONCE } from "./apply.ts";
import { FILE_BYTES_MAX, type FileFormat } from "./files.ts";
import { PAGE_ITEMS, writePage } from "./pages.ts";
import { callerFor, type Kind, placeOf, type Run } from "./run.ts";
import type { ItemResult } from "./schema.ts";

/** Rows of one file of advices; they are read together, since those of one payment may stand apart. */
export const ADVICE_ROWS_MAX = 50_000;
/** Bytes of a message, which is read as a whole. */
const MESSAGE_BYTES_MAX = 6 * 1024 * 1024;
/** Rows that pay nothing, of which a job names the first. */
const LEFT_OUT_TOLD_MAX = 200;
/** Tries at an advice that its payment finds at the same time. */
const TRIES_MAX = 10;

export type AdvicesParams = {
  format: FileFormat;
  /** Where in the bucket the file lies. */
  source: string;
  mapping?: AdviceMapping;
  currency: string;
  said: SaidForAll;
};
const paramsOf = ({ job }: Run): AdvicesParams => job.params as AdvicesParams;

/** Reads the file once, and keeps its advices in pages, those that are refused among them. */
const plan: Kind["plan"] = async (run) => {
  const { format, source, mapping, currency } = paramsOf(run);
  const bytes = await readObjectStream(source, format === "remt.001" ? MESSAGE_BYTES_MAX : FILE_BYTES_MAX);
  const { advices, leftOut } = await advicesIn(format, bytes, { mapping, currency, rowsMax: ADVICE_ROWS_MAX });
  if (advices.length === 0) throw new Fault("invalid", "The file has no line that pays anything.");
  let planned = 0;
  for (let from = 0; from < advices.length; from += PAGE_ITEMS) {
    await writePage(placeOf(run), "plan", planned++, advices.slice(from, from + PAGE_ITEMS));
  }
  return {
    cursor: { stage: "work", planned, items: advices.length, page: 0 },
    result: { rowsLeftOut: leftOut.length, leftOut: leftOut.slice(0, LEFT_OUT_TOLD_MAX) },
  };
};

/** Keeps one advice, once: its id follows from the job and its first row, so an item that is worked on again finds it. */
async function taken(run: Run, group: AdviceGroup): Promise<ItemResult> {
  const [number = 0] = group.rows;
  if ("errors" in group) return { number, outcome: "failed", errors: group.errors };
  const call = callerFor(run, number);
  const id = call.newId(remittanceAdvice.prefix);
  const kept = async (): Promise<boolean> => (await call.table.find(remittanceAdvice, id)) !== undefined;
  if (await kept()) return { number, id, outcome: "created" };
  const { format, said } = paramsOf(run);
  const [what, at] =
    format === "remt.001" ? [`RmtInf ${number}`, `RmtInf.${number - 1}.`] : [`Row ${number}`, `rows.${number}.`];
  try {
    await keepAdvices(call, [{ ...advised(group.told, said, what, at), id }]);
  } catch (error) {
    if (!(await kept())) return failure(number, error);
  }
  return { number, id, outcome: "created" };
}

/** Cancels an advice that still waits; of one that a payment was found for, the payment is undone first. */
async function takenBack(run: Run, { number, id = "" }: ItemResult): Promise<ItemResult> {
  return anew(TRIES_MAX, async () => {
    const call = callerFor(run, `${number} undo`);
    const row = await call.table.find(remittanceAdvice, id);
    if (!row) return { number, id, outcome: "unchanged" };
    if (row.state === "cancelled") return { number, id, outcome: "undone" };
    if (row.state !== "waiting") {
      const message = `Its payment ${row.bankTransactionId} was found; it stays as it is.`;
      return { number, id, outcome: "kept", errors: [{ path: "state", code: "changed_since", message }] };
    }
    await cancelled(call, row, REASON[call.tenant.locale]);
    return { number, id, outcome: "undone" };
  });
}
const REASON = { "zh-CN": "撤回了整个文件", en: "The whole file was taken back" };

/** Remittance advices out of a payer's table or message, however many; what is wrong with one refuses that one alone. */
export const takingAdvices: Kind = {
  plan,
  work: (run, items) => together(items as AdviceGroup[], ITEMS_AT_ONCE, (group) => taken(run, group)),
  undo: (run, results) =>
    together(
      results.filter(({ outcome }) => outcome === "created"),
      ITEMS_AT_ONCE,
      (one) => takenBack(run, one),
    ),
};
