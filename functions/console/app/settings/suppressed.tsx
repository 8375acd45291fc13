import { Button, Input } from "antd";
import { useState } from "react";
import { api, type SuppressionPage } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { rowsOf, useAct, useCan, useRows } from "../lib/queries.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Empty } from "../shell/empty.tsx";
import { Parts } from "../shell/parts.tsx";
import { Problem } from "../shell/problem.tsx";
import { More, Reading } from "../shell/reading.tsx";
import { useWords, type WordKey } from "../words/index.ts";

type Suppressed = SuppressionPage["items"][number];

const REASONS: Record<Suppressed["reason"], WordKey> = {
  bounced: "suppressed.bounced",
  complained: "suppressed.complained",
  erased: "suppressed.erased",
};

function Lift({ of, close }: { of: Suppressed; close: () => void }) {
  const t = useWords();
  const lift = useAct(() => api("POST /v1/suppressed-addresses/{id}/lift", { params: { id: of.id } }), close);
  return (
    <Dialog
      open
      title={t("suppressed.liftOf", { address: of.address })}
      okText={t("suppressed.lift")}
      confirmLoading={lift.isPending}
      onOk={() => lift.mutate()}
      onCancel={close}
    >
      <p>{t("suppressed.liftWhat")}</p>
      {lift.error && <Problem error={lift.error} />}
    </Dialog>
  );
}

/** The addresses that no mail goes to, why, since when, and the way to let mail go there again. */
export default function SuppressedAddresses() {
  const t = useWords();
  const formats = useFormats();
  const writes = useCan()("messages.write");
  const [address, setAddress] = useState<string>();
  const [asked, setAsked] = useState<Suppressed>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useRows("/v1/suppressed-addresses", { address });
  const rows = rowsOf<Suppressed>(data);
  return (
    <section>
      <h2>{t("settings.suppressed")}</h2>
      <p className="faint">{t("suppressed.what")}</p>
      <Input.Search
        aria-label={t("suppressed.address")}
        placeholder={t("suppressed.address")}
        maxLength={200}
        onSearch={(text) => setAddress(text.trim().toLowerCase() || undefined)}
      />
      <Reading {...{ data, error, refetch }} />
      {data && rows.length === 0 && <Empty title={t(address ? "suppressed.notThis" : "suppressed.none")} />}
      {rows.length > 0 && (
        <Parts heads={["suppressed.address", "suppressed.reason", "suppressed.since", "settings.change"]}>
          {rows.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.reason === "erased" ? "—" : <bdi>{one.address}</bdi>}</th>
              <td>{t(REASONS[one.reason])}</td>
              <td>{formats.instant(one.createdAt)}</td>
              <td>
                {one.liftedAt && <span className="faint">{t("suppressed.lifted")}</span>}
                {writes && !one.liftedAt && one.reason !== "erased" && (
                  <Button
                    size="small"
                    aria-label={`${t("suppressed.lift")}: ${one.address}`}
                    onClick={() => setAsked(one)}
                  >
                    {t("suppressed.lift")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Parts>
      )}
      <More when={hasNextPage} go={fetchNextPage} />
      {asked && <Lift of={asked} close={() => setAsked(undefined)} />}
    </section>
  );
}
