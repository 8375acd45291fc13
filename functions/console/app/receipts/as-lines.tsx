import { App, Button } from "antd";
import { api } from "../lib/api.ts";
import { useAct } from "../lib/queries.ts";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";
import type { BankLine } from "./lines.ts";

/** Books a receipt as the payer's own lines say, however many there are. */
export function AsLinesSay({ line, next }: { line: BankLine; next: () => void }) {
  const t = useWords();
  const { message } = App.useApp();
  const count = line.remittanceLines?.length ?? 0;
  const act = useAct(
    () => {
      const body = { asLinesSay: true } as const;
      return api("POST /v1/bank-transactions/{id}/claim", { params: { id: line.id }, body, ifMatch: line.version });
    },
    () => {
      void message.success(t("claim.done"));
      next();
    },
  );
  if (count === 0) return null;
  return (
    <div className="stack">
      {act.error !== null && <Problem error={act.error} />}
      <Button loading={act.isPending} onClick={() => act.mutate(undefined)}>
        {t("claim.asLines", { count })}
      </Button>
    </div>
  );
}
