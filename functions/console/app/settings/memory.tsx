import { Button, Input } from "antd";
import { useState } from "react";
import { ReferenceInput } from "../fields/reference.tsx";
import { RecordLink } from "../fields/value.tsx";
import { api, type GetPayerMemoryReplyPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useAct, useCan, useRows } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords } from "../words/index.ts";

type Learned = GetPayerMemoryReplyPage["items"][number];

function Forget({ learned, close }: { learned: Learned; close: () => void }) {
  const t = useWords();
  const [reason, setReason] = useState("");
  const { key, accountId, value } = learned;
  const forget = useAct(() => api("POST /v1/payer-memory/revoke", { body: { key, accountId, reason } }), close);
  return (
    <Dialog
      open
      title={t("memory.forgetOf", { what: value })}
      okText={t("memory.forget")}
      okButtonProps={{ disabled: reason.trim() === "" }}
      confirmLoading={forget.isPending}
      onOk={() => forget.mutate()}
      onCancel={close}
    >
      <div className="stack">
        <p>{t("memory.forgetWhat")}</p>
        <label className="stack" htmlFor="forget-reason">
          {t("undo.reason")}
          <Input.TextArea
            id="forget-reason"
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
        {forget.error && <Problem error={forget.error} />}
      </div>
    </Dialog>
  );
}

/** What claims have taught: who pays for whom, and the way to have it forgotten. */
export default function Memory() {
  const t = useWords();
  const formats = useFormats();
  const writes = useCan()("reconciliation.write");
  const [accountId, setAccount] = useState<string>();
  const [asked, setAsked] = useState<Learned>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/payer-memory", { accountId });
  const learned = rowsOf<Learned>(data).filter(({ claims }) => claims > 0);
  const nameOf = useTitles(learned.map((one) => one.accountId));
  return (
    <section>
      <h2>{t("settings.memory")}</h2>
      <p className="faint">{t("memory.what")}</p>
      <div className="reference-choice">
        <ReferenceInput
          noun="account"
          label={t("line.account")}
          value={accountId}
          onChange={(id) => setAccount(id as string | undefined)}
        />
      </div>
      <Reading {...{ data, error, refetch }} />
      {data && learned.length === 0 && <Empty title={t("memory.none")} />}
      {learned.length > 0 && (
        <Parts
          heads={["memory.payer", "line.account", { figures: "memory.claims" }, "memory.since", "settings.change"]}
        >
          {learned.map((one) => (
            <tr key={`${one.key} ${one.accountId}`}>
              <th scope="row">
                <bdi>{one.value}</bdi>{" "}
                <span className="faint">{t(one.kind === "name" ? "memory.name" : "memory.accountNo")}</span>
              </th>
              <td>
                <RecordLink id={one.accountId} titleOf={nameOf} />
              </td>
              <td className="number">{formats.number(one.claims)}</td>
              <td>{formats.instant(one.updatedAt)}</td>
              <td>
                {writes && (
                  <Button size="small" aria-label={`${t("memory.forget")}: ${one.value}`} onClick={() => setAsked(one)}>
                    {t("memory.forget")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Parts>
      )}
      <More when={hasNextPage} go={fetchNextPage} />
      {asked && <Forget learned={asked} close={() => setAsked(undefined)} />}
    </section>
  );
}
