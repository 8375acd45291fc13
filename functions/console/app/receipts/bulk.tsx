import { Button, DatePicker, Input, Radio, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, type BankStatement, type PostBankConnectionsByIdUndoBody } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { useAct, useRead } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Problem } from "../shell/problem.tsx";
import { useWords } from "../words/index.ts";

type Days = [Dayjs | null, Dayjs | null];

/** Takes back what was applied from all lines of a statement, or of some days, as a job that is looked on at. */
export function BulkUndo() {
  const t = useWords();
  const go = useNavigate();
  const formats = useFormats();
  const { data: connections } = useRead<{ items: { id: string; name: string }[] }>("/v1/bank-connections", {
    limit: 100,
  });
  const [chosen, setChosen] = useState<string>();
  const connectionId = chosen ?? connections?.items[0]?.id;
  const { data: statements } = useRead<{ items: BankStatement[] }>(connectionId && "/v1/bank-statements", {
    connectionId,
    limit: 50,
  });
  const [by, setBy] = useState<"statement" | "days">("statement");
  const [statementId, setStatement] = useState<string>();
  const [days, setDays] = useState<Days>([null, null]);
  const [reason, setReason] = useState("");
  const [isSure, setSure] = useState(false);
  const [from, to] = days.map((day) => day?.format("YYYY-MM-DD"));
  const lines: Omit<PostBankConnectionsByIdUndoBody, "reason"> | undefined =
    by === "statement"
      ? statementId !== undefined
        ? { statementId }
        : undefined
      : from && to
        ? { bookedOn: { from, to } }
        : undefined;
  const undo = useAct(
    () =>
      api("POST /v1/bank-connections/{id}/undo", {
        params: { id: connectionId ?? "" },
        body: { ...lines, reason: reason.trim() },
      }),
    ({ id }) => void go(`/jobs/${id}`),
  );
  const titleOf = ({ fromOn, closingOn, closingMinor, currency, statementId: no }: BankStatement): string =>
    [
      no,
      `${formats.date(fromOn)} – ${formats.date(closingOn)}`,
      closingMinor === undefined ? "" : formats.money(closingMinor, currency),
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <div className="stack">
      <p className="faint">{t("bulk.what")}</p>
      <Select
        aria-label={t("continuity.account")}
        value={connectionId}
        onChange={(id) => {
          setChosen(id);
          setStatement(undefined);
        }}
        options={connections?.items.map(({ id: value, name: label }) => ({ value, label }))}
      />
      <Radio.Group
        aria-label={t("bulk.by")}
        value={by}
        onChange={({ target }) => setBy(target.value)}
        options={[
          { value: "statement", label: t("bulk.statement") },
          { value: "days", label: t("bulk.days") },
        ]}
      />
      {by === "statement" ? (
        <Select
          aria-label={t("bulk.statement")}
          placeholder={t("bulk.statement")}
          value={statementId}
          onChange={setStatement}
          notFoundContent={t("continuity.none")}
          options={statements?.items.map((one) => ({ value: one.id, label: titleOf(one) }))}
        />
      ) : (
        <div className="actions">
          <DatePicker aria-label={t("bulk.from")} value={days[0]} onChange={(day) => setDays([day, days[1]])} />
          <DatePicker aria-label={t("bulk.to")} value={days[1]} onChange={(day) => setDays([days[0], day])} />
        </div>
      )}
      <label className="stack" htmlFor="bulk-reason">
        {t("undo.reason")}
        <Input id="bulk-reason" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <div>
        <Button disabled={!lines || reason.trim() === ""} onClick={() => setSure(true)}>
          {t("bulk.undo")}
        </Button>
      </div>
      {isSure && (
        <Dialog
          open
          title={t("bulk.title")}
          okText={t("bulk.undo")}
          confirmLoading={undo.isPending}
          onOk={() => undo.mutate()}
          onCancel={() => setSure(false)}
        >
          <p>{t("bulk.sure")}</p>
          {undo.error && <Problem error={undo.error} />}
        </Dialog>
      )}
    </div>
  );
}
