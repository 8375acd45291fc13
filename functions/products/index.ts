import { routes } from "./routes.ts";
import { product } from "./table.ts";

/** The catalogue. */
export const products = {
  name: "products",
  routes,
  entities: [product],
  grants: { everybody: ["products.read"], partner: ["products.read"] },
};
