import { Way } from "../approvals/way.tsx";
import { Receipts } from "../files/receipts.tsx";
import type { ApprovalPage, Expense } from "../lib/api.ts";
import type { Row } from "../lib/nouns.ts";
import { useCan, useRead } from "../lib/queries.ts";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

/** An expense as work: its receipts, and how far it is on its way through those who must agree. */
export default function ExpenseSection({ row }: { row: Row }) {
  const t = useWords();
  const can = useCan();
  const expense = row as Expense;
  const isDraft = expense.status === "draft" && !expense.archived;
  const { data, error, refetch } = useRead<ApprovalPage>("/v1/approvals", { recordId: row.id });
  return (
    <>
      {isDraft && <p className="notice">{t("expense.draft")}</p>}
      {can("files.read") && (
        <section>
          <h2>{t("receipt.title")}</h2>
          <Receipts expenseId={row.id} isOpen={isDraft && can("files.write")} />
        </section>
      )}
      {error && <Problem error={error} retry={() => void refetch()} />}
      {data && data.items.length > 0 && (
        <section>
          <h2>{t("approval.way")}</h2>
          {data.items.map((approval) => (
            <Way key={approval.id} approval={approval} />
          ))}
        </section>
      )}
    </>
  );
}
