import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { idOf } from "../../shared/schema.ts";
import type { ToldAdvice } from "../bank/intake/advices.ts";
import { AdviceMapping } from "../bank/schema.ts";
import { type Advised, checkAdvice } from "./advice-rules.ts";
import { AdviceInput, adviceMapping } from "./table.ts";

const shape = AdviceInput.shape;

/** What a caller says of a file of advices, and for all of them. */
export const adviceFileFields = {
  mappingId: idOf("adm").optional().describe("The saved mapping by which a table is read."),
  mapping: AdviceMapping.optional().describe("How a table is read; left out with mappingId, by its usual headers."),
  payer: shape.payer.optional().describe("Who pays, where the file does not say."),
  accountId: shape.accountId,
  currency: shape.currency.optional().describe("The currency, where the file does not say; left out, the tenant's."),
  paidOn: shape.paidOn.describe("The day of the payment, where the file does not say."),
  paymentReference: shape.paymentReference.describe("What the payer calls the payment, where the file does not say."),
};

/** The mapping that a caller sends or names; nothing where a table is to be read by its usual headers. */
export async function adviceMappingOf(
  call: Pick<Caller, "table">,
  { format, mappingId, mapping }: { format: string; mappingId?: string; mapping?: AdviceMapping },
): Promise<AdviceMapping | undefined> {
  if (format === "remt.001" && (mappingId || mapping))
    throw invalidField("mapping", "A remt.001 is read without a mapping.");
  if (mappingId && mapping) throw invalidField("mapping", "Name a saved mapping or send one, not both.");
  if (!mappingId) return mapping;
  const saved = await call.table.find(adviceMapping, mappingId);
  if (saved && !saved.archived) return saved.mapping;
  const message = `There is no advice mapping ${mappingId}.`;
  throw new Fault("unknown_reference", message, {
    errors: [{ path: "mappingId", code: "unknown_reference", message }],
  });
}

/** What holds for every advice of a file that does not say otherwise. */
export type SaidForAll = Partial<Pick<Advised, "payer" | "accountId" | "paidOn" | "paymentReference">>;

/**
 * A file's advice with what the caller says for all of them, held to the same shape as one that is sent by itself. `what` and `path`
 * are how an error names it.
 */
export function advised(told: ToldAdvice, said: SaidForAll, what: string, at: string): Advised {
  const { payer, accountId, paidOn, paymentReference } = said;
  const hasPayer = told.payer.name !== undefined || told.payer.accountNo !== undefined;
  const { data, error } = AdviceInput.safeParse({
    ...{ ...told, payer: hasPayer ? told.payer : (payer ?? {}), accountId },
    paidOn: told.paidOn ?? paidOn,
    paymentReference: told.paymentReference ?? paymentReference,
  });
  if (error) {
    const errors: InputError[] = error.issues.map(({ path, message }) => ({
      ...{ path: at + path.map(String).join("."), code: "invalid" },
      message: `${what}: ${path.map(String).join(".")} ${message}.`,
    }));
    throw new Fault("invalid", errors.map((one) => one.message).join(" "), { errors });
  }
  checkAdvice(data, at);
  return data;
}
