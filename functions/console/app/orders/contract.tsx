import { Progress } from "antd";
import { Link } from "react-router";
import { RecordLink, StateTag } from "../fields/value.tsx";
import type { Credit, Receivable } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { fieldOf, labelOf, type Row } from "../lib/nouns.ts";
import { useNoun, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Waiting } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { useLanguage, useWords } from "../words/index.ts";

type Of<T> = { items: T[] };

/** Each instalment with what is paid of it. */
function Instalments({ papers }: { papers: Receivable[] }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const of = useNoun("receivable");
  const status = of && fieldOf(of, "status");
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
        {papers.map((paper) => {
          const option = status?.options?.find(({ value }) => value === paper.status);
          return (
            <tr key={paper.id}>
              <th scope="row">
                <Link to={`/r/receivable/${paper.id}`}>{paper.reference}</Link>
              </th>
              <td className={paper.overdue ? "bad" : undefined}>{formats.date(paper.dueOn)}</td>
              <td className="number">{formats.money(paper.amountMinor, paper.currency)}</td>
              <td className="number">{formats.money(paper.paidMinor, paper.currency)}</td>
              <td className="number">{formats.money(paper.openMinor, paper.currency)}</td>
              <td>
                <StateTag value={paper.status} label={option ? labelOf(option, language) : paper.status} />
              </td>
            </tr>
          );
        })}
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
              <Link to={`/receipts/${credit.bankTransactionId}`} className="faint">
                {formats.instant(credit.earnedAt)}
              </Link>
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
  const papers = useRead<Of<Receivable>>("/v1/receivables", { orderId: row.id, sort: "dueOn", limit: 100 });
  const credits = useRead<Of<Credit>>("/v1/credits", { orderId: row.id, limit: 100 });
  if (papers.error) return <Problem error={papers.error} retry={() => void papers.refetch()} />;
  if (!papers.data) return <Waiting />;
  return (
    <>
      {papers.data.items.length > 0 && <Instalments papers={papers.data.items} />}
      {credits.data && credits.data.items.length > 0 && <Earned credits={credits.data.items} />}
    </>
  );
}
