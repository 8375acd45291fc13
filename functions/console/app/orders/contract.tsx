import { Progress } from "antd";
import { Link } from "react-router";
import { RecordLink, StateTag } from "../fields/value.tsx";
import type { Credit, Receivable } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { useOptionLabel } from "../lib/options.ts";
import { useCan, useNoun, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

type Of<T> = { items: T[] };

/** Each instalment with what is paid of it. */
function Instalments({ papers }: { papers: Receivable[] }) {
  const t = useWords();
  const formats = useFormats();
  const of = useNoun("receivable");
  const statusOf = useOptionLabel(of, "status");
  const total = papers.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const open = papers.reduce((sum, { openMinor }) => sum + openMinor, 0);
  const percent = total > 0 ? Math.floor(((total - open) * 100) / total) : 0;
  return (
    <section>
      <h2>{t("contract.instalments")}</h2>
      <Progress percent={percent} aria-label={t("contract.settled")} />
      <Parts
        heads={[
          "contract.paper",
          "contract.due",
          { figures: "line.amount" },
          { figures: "contract.paid" },
          { figures: "contract.open" },
          "receipts.state",
        ]}
      >
        {papers.map((paper) => (
          <tr key={paper.id}>
            <th scope="row">
              <Link to={`/r/receivable/${paper.id}`}>{paper.reference}</Link>
            </th>
            <td className={paper.overdue ? "bad" : undefined}>{formats.date(paper.dueOn)}</td>
            <td className="number">{formats.money(paper.amountMinor, paper.currency)}</td>
            <td className="number">{formats.money(paper.paidMinor, paper.currency)}</td>
            <td className="number">{formats.money(paper.openMinor, paper.currency)}</td>
            <td>
              <StateTag value={paper.status} label={statusOf(paper.status)} />
            </td>
          </tr>
        ))}
      </Parts>
    </section>
  );
}

/** Who was credited with the cash of the contract. */
function Earned({ credits }: { credits: Credit[] }) {
  const t = useWords();
  const formats = useFormats();
  const nameOf = useTitles(credits.flatMap(({ userId, partnerId }) => [userId, partnerId]));
  return (
    <section>
      <h2>{t("contract.credits")}</h2>
      <ul className="rows">
        {credits.map((credit) => (
          <li key={credit.id}>
            <span>
              <RecordLink id={credit.userId ?? credit.partnerId} titleOf={nameOf} />{" "}
              <RecordLink id={credit.bankTransactionId} titleOf={() => formats.instant(credit.earnedAt)} />
            </span>
            <span className="number">{formats.money(credit.amountMinor, credit.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a contract has brought so far: its instalments, what is paid of each, and whose credit it was. */
export default function Contract({ row }: { row: Row }) {
  const can = useCan();
  const readsPapers = can("receivables.read");
  const papers = useRead<Of<Receivable>>(readsPapers ? "/v1/receivables" : undefined, {
    ...{ orderId: row.id, sort: "dueOn", limit: 100 },
  });
  const credits = useRead<Of<Credit>>(can("credits.read") ? "/v1/credits" : undefined, { orderId: row.id, limit: 100 });
  if (papers.error) return <Problem error={papers.error} retry={() => void papers.refetch()} />;
  if (readsPapers && !papers.data) return <Waiting />;
  return (
    <>
      {papers.data && papers.data.items.length > 0 && <Instalments papers={papers.data.items} />}
      {credits.data && credits.data.items.length > 0 && <Earned credits={credits.data.items} />}
    </>
  );
}
