import type { Access } from "../auth/access.ts";
import { Fault } from "../fault.ts";
import { filterErrors } from "../filter/errors.ts";
import { type Filter, type FilterField, fieldsOf as fieldsNamed } from "../filter/filter.ts";
import { filterFields } from "./filtering.ts";
import { checkUsable } from "./usable.ts";

/** The fields of a filter, once it is known to be right for the noun and for whoever asks; throws with all errors. */
export function checkedFields(
  access: Access,
  of: Parameters<typeof filterFields>[0],
  filter: Filter,
  path = "filter",
): ReadonlyMap<string, FilterField> {
  const fields = filterFields(of, access.tenant);
  const errors = filterErrors(filter, fields, path);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  checkUsable(access, of.entity.noun, fieldsNamed(filter));
  return fields;
}
