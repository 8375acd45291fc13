import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, type Product } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, usePartner, useRows } from "../lib/queries.ts";
import { Empty, Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { More } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

/** As many as one call prices. */
const PAGE = 50;

/** What some products cost the partner today. */
const usePrices = (partnerId: string | undefined, products: readonly Product[]) =>
  useQuery({
    queryKey: ["read", "prices", partnerId, products.map(({ id }) => id)],
    enabled: partnerId !== undefined && products.length > 0,
    queryFn: async ({ signal }) => {
      const pages = Array.from({ length: Math.ceil(products.length / PAGE) }, (_, n) =>
        products.slice(n * PAGE, (n + 1) * PAGE),
      );
      const answers = await Promise.all(
        pages.map((page) =>
          api("GET /v1/partners/{id}/prices", {
            params: { id: partnerId ?? "" },
            query: { productIds: page.map(({ id }) => id).join(",") },
            signal,
          }),
        ),
      );
      return answers.flatMap(({ items }) => items);
    },
    placeholderData: (before) => before,
  });

/** The price list as it is for the partner: by its tier's books and at its rate. */
export function Component() {
  const t = useWords();
  const formats = useFormats();
  const partnerId = usePartner()?.principalId;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRows("/v1/products", {}, PAGE);
  const products = rowsOf<Product>(data);
  const prices = usePrices(partnerId, products);
  const problem = error ?? prices.error;
  const priceOf = (id: string) => prices.data?.find(({ productId }) => productId === id);
  return (
    <div className="page">
      <h1>{t("nav.prices")}</h1>
      {problem && <Problem error={problem} retry={() => void refetch().then(() => prices.refetch())} />}
      {!data && !error && <Waiting />}
      {data && products.length === 0 && <Empty title={t("prices.none")} />}
      {products.length > 0 && (
        <section className="panel">
          <Parts heads={["prices.product", "prices.type", { figures: "prices.list" }, { figures: "prices.yours" }]}>
            {products.map(({ id, code, name, productType, currency }) => {
              const price = priceOf(id);
              return (
                <tr key={id}>
                  <th scope="row">
                    <Link to={`/r/product/${id}`}>
                      <bdi>{name}</bdi>
                    </Link>
                    <p className="faint">{code}</p>
                  </th>
                  <td>{productType}</td>
                  <td className="number">{formats.money(price?.listMinor, currency)}</td>
                  <td className="number">
                    <strong>{formats.money(price?.amountMinor, currency)}</strong>
                  </td>
                </tr>
              );
            })}
          </Parts>
        </section>
      )}
      <More when={hasNextPage} busy={isFetchingNextPage} go={fetchNextPage} />
    </div>
  );
}
