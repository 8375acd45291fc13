import type { Caller } from "../http/route.ts";
import type { AnyRow } from "../table/entity.ts";
import { shownValues } from "./custom.ts";
import type { Noun } from "./noun.ts";

/** A record as it is shown, but for what the caller's roles hide: that is taken away where replies are made. */
export async function shown(call: Caller, of: Noun, row: AnyRow): Promise<Record<string, unknown>> {
  const seen = of.show ? await of.show(row, call) : row;
  return shownValues(call.tenant, of.entity.noun, seen as AnyRow);
}
