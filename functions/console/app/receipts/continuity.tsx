import { Select } from "antd";
import { useState } from "react";
import type { GetBankConnectionsByIdContinuityReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import { dayIn, now } from "../lib/machine.ts";
import { useRead } from "../lib/queries.ts";
import { Parts } from "../shell/parts.tsx";
import { useWords } from "../words/index.ts";

const DAYS = 14;
const DAY_MS = 86_400_000;

/** Whether the lines of each day explain the balances that the bank's statements tell. */
export function Continuity() {
  const t = useWords();
  const formats = useFormats();
  const { data: connections } = useRead<{ items: { id: string; name: string }[] }>("/v1/bank-connections", {
    limit: 100,
  });
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? connections?.items[0]?.id;
  const today = now();
  const from = dayIn(formats.timeZone, new Date(today.getTime() - DAYS * DAY_MS));
  const to = dayIn(formats.timeZone, today);
  const { data } = useRead<{ items: GetBankConnectionsByIdContinuityReply[] }>(
    id && `/v1/bank-connections/${id}/continuity`,
    { from, to },
  );
  if (!connections || connections.items.length === 0) return null;
  return (
    <section>
      <div className="page-head">
        <Select
          aria-label={t("continuity.account")}
          className="choice"
          value={id}
          onChange={setChosen}
          options={connections.items.map(({ id: value, name: label }) => ({ value, label }))}
        />
      </div>
      {data?.items.length === 0 && <p className="faint">{t("continuity.none")}</p>}
      {data && data.items.length > 0 && (
        <Parts
          heads={[
            "line.bookedOn",
            { figures: "continuity.opening" },
            { figures: "continuity.moved" },
            { figures: "continuity.closing" },
            { figures: "continuity.gap" },
          ]}
        >
          {data.items.map((day) => (
            <tr key={`${day.on} ${day.currency}`}>
              <th scope="row">{formats.date(day.on)}</th>
              <td className="number">{formats.money(day.openingMinor, day.currency)}</td>
              <td className="number">{formats.money(day.movedMinor, day.currency)}</td>
              <td className="number">{formats.money(day.closingMinor, day.currency)}</td>
              <td className={day.gapMinor === 0 ? "number" : "number bad"}>
                {formats.money(day.gapMinor, day.currency)}
              </td>
            </tr>
          ))}
        </Parts>
      )}
    </section>
  );
}
