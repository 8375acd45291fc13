import type { References } from "../shared/http/record.ts";
import { account } from "./accounts/table.ts";
import { contact } from "./contacts/table.ts";
import { product } from "./products/table.ts";
import { department, user } from "./users/table.ts";

/** The nouns that a tenant's own reference fields may name. */
export const REFERABLE: References = { account, contact, product, user, department };
