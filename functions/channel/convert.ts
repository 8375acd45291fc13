import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { commit, creation } from "../../shared/records/write.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { accountNoun } from "../accounts/noun.ts";
import { account } from "../accounts/table.ts";
import { opportunityNoun } from "../opportunities/noun.ts";
import { accountOf } from "./evidence.ts";
import { comparedRegistration, type dealRegistration } from "./table.ts";

type Row = RowOf<typeof dealRegistration>;

/** The account that a registration comes to: the one that surely is the customer, else a new one, the same however often it is asked for. */
async function customerOf(call: Caller, row: Row): Promise<string> {
  const known = await accountOf(call, comparedRegistration(row));
  if (known) return known;
  const id = hashedId(account.prefix, row.id);
  if (await call.table.find(account, id)) return id;
  const { customerName: name, registrationNo, ownerId, departmentId } = row;
  const owned = { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }) };
  const input = { name, ...(registrationNo && { registrationNo }), ...owned };
  return (await commit(call, await creation(call, accountNoun, input, id))).id;
}

/** The opportunity that a registration becomes, in the transaction that says so. */
export async function converted(call: Caller, row: Row, accountId?: string): Promise<Moved> {
  const { name, amountMinor, currency, expectedOn, partnerId, productIds = [], ownerId, departmentId } = row;
  const about = accountId ?? (await customerOf(call, row));
  const said = {
    ...{ name, accountId: about, partnerId },
    ...(amountMinor !== undefined && { amountMinor, currency }),
    ...(expectedOn && { expectedOn }),
    ...(ownerId && { ownerId }),
    ...(departmentId && { departmentId }),
    ...(productIds.length > 0 && { products: productIds.map((productId) => ({ productId })) }),
  };
  const { after, actions } = await creation(call, opportunityNoun, said, hashedId("opp", row.id));
  return { fields: { opportunityId: after.id }, beside: actions };
}
