import type { GetAccountsByIdCoverageReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Problem } from "../shell/problem.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useWords } from "../words/index.ts";

type Cell = GetAccountsByIdCoverageReply["cells"][number];

/** Who covers one place; that nobody does, or more than one, is said in words. */
function Place({ cell, nameOf }: { cell: Cell; nameOf: (id: string) => string }) {
  const t = useWords();
  if (cell.state === "gap") return <strong className="bad">{t("coverage.gap")}</strong>;
  return (
    <>
      <bdi>{cell.userIds.map(nameOf).join(" · ")}</bdi>
      {cell.state === "double" && <strong className="bad"> {t("coverage.double")}</strong>}
    </>
  );
}

/** Who covers an account, by region and product line and role, where a plan asks for it. */
export function Coverage({ accountId }: { accountId: string }) {
  const t = useWords();
  const formats = useFormats();
  const { data, error, refetch } = useRead<GetAccountsByIdCoverageReply>(`/v1/accounts/${accountId}/coverage`);
  const { plan, cells = [], gaps = 0, doubles = 0, beside = [] } = data ?? {};
  const nameOf = useTitles([...cells.flatMap(({ userIds }) => userIds), ...beside.map(({ userId }) => userId)]);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!plan) return null;
  const rows = Map.groupBy(cells, ({ region, productLine }) => JSON.stringify([region, productLine]));
  return (
    <section>
      <h2>{t("coverage.title")}</h2>
      <p className="faint">
        <bdi>{plan.name}</bdi> ·{" "}
        {t("coverage.counts", { gaps: formats.number(gaps), doubles: formats.number(doubles) })}
      </p>
      <Scroll>
        <table className="parts">
          <thead>
            <tr>
              <th scope="col">{t("coverage.place")}</th>
              {plan.roles.map((role) => (
                <th key={role} scope="col">
                  <bdi>{role}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([key, of]) => (
              <tr key={key}>
                <th scope="row">
                  <bdi>{of[0]?.region}</bdi> · <bdi>{of[0]?.productLine}</bdi>
                </th>
                {of.map((cell) => (
                  <td key={cell.role}>
                    <Place cell={cell} nameOf={nameOf} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {beside.length > 0 && (
        <p className="faint">
          {t("coverage.beside")} <bdi>{beside.map(({ userId }) => nameOf(userId)).join(" · ")}</bdi>
        </p>
      )}
    </section>
  );
}
