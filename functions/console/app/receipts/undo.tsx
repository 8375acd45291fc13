import { Checkbox, Input } from "antd";
import { useState } from "react";
import { api, type Credit } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";
import { type BankLine, KIND_WORDS } from "./lines.ts";

/** Takes an application back, all of it or some: what will be open again, and whose credits go, is said before. */
export function Undo({ line, nameOf, close }: { line: BankLine; nameOf: (id: unknown) => string; close: () => void }) {
  const t = useWords();
  const formats = useFormats();
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState(line.allocations.map(({ id }) => id));
  const [error, setError] = useState<unknown>();
  const { data: credits } = useRead<{ items: Credit[] }>("/v1/credits", { bankTransactionId: line.id, limit: 100 });
  const allocations = new Set(chosen);
  const lost = (credits?.items ?? []).filter(
    ({ allocationId, reversesId }) => allocations.has(allocationId) && !reversesId,
  );
  const personOf = useTitles(lost.map(({ userId, partnerId }) => userId ?? partnerId));
  const isAll = chosen.length === line.allocations.length;
  const undo = useAct(() => {
    const body = { reason, ...(!isAll && { allocationIds: chosen }) };
    return api("POST /v1/bank-transactions/{id}/undo", { params: { id: line.id }, body, ifMatch: line.version });
  }, close);
  return (
    <Dialog
      open
      title={t("undo.title")}
      okText={t("undo.do")}
      okButtonProps={{ danger: true, disabled: reason.trim() === "" || chosen.length === 0 }}
      confirmLoading={undo.isPending}
      onOk={() => undo.mutate(undefined, { onError: setError })}
      onCancel={close}
    >
      <div className="stack">
        <p>{t("undo.what")}</p>
        <Checkbox.Group
          className="column-choice"
          value={chosen}
          onChange={(next) => setChosen(next as string[])}
          options={line.allocations.map(({ id, receivableId, accountId, amountMinor, kind }) => ({
            value: id,
            label: `${nameOf(receivableId ?? accountId)} · ${t(KIND_WORDS[kind])} · ${formats.money(amountMinor, line.currency)}`,
          }))}
        />
        {lost.length > 0 && (
          <>
            <p>{t("undo.credits")}</p>
            <ul className="rows">
              {lost.map((credit) => (
                <li key={credit.id}>
                  <bdi>{personOf(credit.userId ?? credit.partnerId)}</bdi>
                  <span className="number">{formats.money(-credit.amountMinor, credit.currency)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <label className="stack" htmlFor="undo-reason">
          {t("undo.reason")}
          <Input.TextArea
            autoFocus
            id="undo-reason"
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            rows={3}
          />
        </label>
        {error !== undefined && <Problem error={error} />}
      </div>
    </Dialog>
  );
}
