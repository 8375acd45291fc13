import { entity } from "../../shared/table/entity.ts";
import { Product } from "./schema.ts";

export const product = entity({
  noun: "product",
  plural: "products",
  prefix: "prd",
  schema: Product,
  orders: ["name"],
  scoped: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the catalogue" },
    parent: { by: ["productType"], sorts: "code", answers: "the products of one type, by code" },
  },
  unique: { code: (row) => row.code.toUpperCase() },
});
