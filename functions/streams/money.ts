import { streamHandler } from "../../shared/events/dispatch.ts";
import { cardOf } from "../../shared/table/card.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { emits, handles } from "../reconciliation/events.ts";
import { remittanceAdvice } from "../reconciliation/table.ts";
import { tenantContext } from "../users/context.ts";

/** The consumer that money never shares: receipts are decided here and wait for nothing else. */
export const handler = streamHandler({
  consumer: "money",
  entities: [account, bankTransaction, receivable, remittanceAdvice].map((entity) => cardOf(entity)),
  reactions: [{ load: async () => ({ emits, handles }) }],
  tenantContext,
});
