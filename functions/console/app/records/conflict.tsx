import { Button, Radio } from "antd";
import { useState } from "react";
import { idsIn, textOf } from "../fields/value.tsx";
import { useFormats } from "../lib/format.ts";
import { type FieldView, labelOf, type Row, valueAt } from "../lib/nouns.ts";
import { useTitles } from "../lib/titles.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Parts } from "../shell/parts.tsx";
import { useLanguage, useWords } from "../words/index.ts";

type Props = {
  fields: readonly FieldView[];
  mine: Readonly<Record<string, unknown>>;
  theirs: Row;
  /** Goes on with the fields that are to be mine. */
  go: (mine: readonly string[]) => void;
  close: () => void;
};

/** Somebody else has saved the record meanwhile: both versions side by side, and a choice for each field that differs. */
export function Conflict({ fields, mine, theirs, go, close }: Props) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const nameOf = useTitles(idsIn([mine, theirs]));
  const differing = fields.filter(
    ({ field }) =>
      field in mine && JSON.stringify(mine[field] ?? null) !== JSON.stringify(valueAt(theirs, field) ?? null),
  );
  const [chosen, setChosen] = useState<Readonly<Record<string, "mine" | "theirs">>>({});
  const show = (field: FieldView, value: unknown): string => textOf(field, value, formats, nameOf) || t("value.none");
  return (
    <Dialog
      open
      title={t("conflict.title")}
      onCancel={close}
      width={760}
      footer={[
        <Button key="close" onClick={close}>
          {t("conflict.back")}
        </Button>,
        <Button
          key="go"
          type="primary"
          onClick={() => go(differing.map(({ field }) => field).filter((field) => chosen[field] !== "theirs"))}
        >
          {t("conflict.save")}
        </Button>,
      ]}
    >
      <p>{t("conflict.what")}</p>
      <Parts heads={["conflict.field", "conflict.mine", "conflict.theirs", "conflict.keep"]}>
        {differing.map((field) => (
          <tr key={field.field}>
            <th scope="row">{labelOf(field, language)}</th>
            <td>{show(field, mine[field.field])}</td>
            <td>{show(field, valueAt(theirs, field.field))}</td>
            <td>
              <Radio.Group
                aria-label={labelOf(field, language)}
                value={chosen[field.field] ?? "mine"}
                onChange={({ target }) => setChosen({ ...chosen, [field.field]: target.value })}
                options={[
                  { value: "mine", label: t("conflict.mine") },
                  { value: "theirs", label: t("conflict.theirs") },
                ]}
              />
            </td>
          </tr>
        ))}
      </Parts>
    </Dialog>
  );
}
