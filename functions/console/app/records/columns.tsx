import { Checkbox, Popover } from "antd";
import { useSyncExternalStore } from "react";
import { defaultColumns, type FieldView, fieldOf, labelOf, type NounView } from "../lib/nouns.ts";
import { keep, readKept } from "../lib/preferences.ts";
import { useLanguage, useWords } from "../words/index.ts";

const listeners = new Set<() => void>();
const nameOf = (of: NounView): string => `columns.${of.noun}`;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The columns that whoever sits here has chosen for a noun's list; one that is gone is left out. */
export function useColumns(of: NounView): FieldView[] {
  const names = useSyncExternalStore(subscribe, () => JSON.stringify(readKept(nameOf(of), defaultColumns(of))));
  return (JSON.parse(names) as string[]).flatMap((name) => fieldOf(of, name) ?? []);
}

export function ColumnChoice({ of }: { of: NounView }) {
  const t = useWords();
  const language = useLanguage();
  const columns = useColumns(of).map(({ field }) => field);
  const choose = (names: string[]): void => {
    keep(
      nameOf(of),
      of.fields.map(({ field }) => field).filter((name) => names.includes(name)),
    );
    for (const listener of listeners) listener();
  };
  const options = of.fields.map((field) => ({ value: field.field, label: labelOf(field, language) }));
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="column-choice"
          options={options}
          value={columns}
          onChange={(next) => choose(next as string[])}
        />
      }
    >
      <button type="button" className="button">
        {t("list.columns")}
      </button>
    </Popover>
  );
}
