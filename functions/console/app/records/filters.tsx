import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { FieldInput } from "../fields/input.tsx";
import { textOf } from "../fields/value.tsx";
import { useFormats } from "../lib/format.ts";
import { type Filters, fieldOf, labelOf, type NounView, splitFilter } from "../lib/nouns.ts";
import { useTitles } from "../lib/queries.ts";
import { type Say, useLanguage, useWords, type WordKey } from "../words/index.ts";

const OP_WORDS: Readonly<Record<string, WordKey>> = {
  eq: "op.eq",
  gte: "op.gte",
  gt: "op.gt",
  lte: "op.lte",
  lt: "op.lt",
};

const opWord = (op: string, t: Say): string => t(OP_WORDS[op] ?? "op.eq");

/** Changes parts of the address; what is empty is taken out of it. */
function useChange(): (changes: Readonly<Record<string, string | undefined>>) => void {
  const [, setParams] = useSearchParams();
  return (changes) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === "") next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
}

/** Asks for one more condition: a field, how it is compared, and with what. */
function AddFilter({ of }: { of: NounView }) {
  const t = useWords();
  const language = useLanguage();
  const change = useChange();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState<string>();
  const [op, setOp] = useState("eq");
  const [value, setValue] = useState<unknown>();
  const filter = of.filters.find(({ field }) => field === name);
  const field = name ? fieldOf(of, name) : undefined;
  const choose = (next: string): void => {
    setName(next);
    setOp(of.filters.find((one) => one.field === next)?.ops[0] ?? "eq");
    setValue(undefined);
  };
  const apply = (): void => {
    if (!name || value === undefined) return;
    change({ [op === "eq" ? name : `${name}.${op}`]: String(value), view: undefined, q: undefined });
    setOpen(false);
    setName(undefined);
  };
  const form = (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Select
        aria-label={t("filter.field")}
        className="wide"
        placeholder={t("filter.field")}
        value={name}
        onChange={choose}
        showSearch={{ optionFilterProp: "label" }}
        options={of.filters.map(({ field: one }) => {
          const described = fieldOf(of, one);
          return { value: one, label: described ? labelOf(described, language) : one };
        })}
      />
      {filter && (
        <Select
          aria-label={t("filter.op")}
          className="wide"
          value={op}
          onChange={setOp}
          options={filter.ops.map((one) => ({ value: one, label: opWord(one, t) }))}
        />
      )}
      {field && <FieldInput field={field} value={value} onChange={setValue} label={t("filter.value")} />}
      <Button type="primary" htmlType="submit" disabled={value === undefined}>
        {t("filter.apply")}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={form}>
      <button type="button" className="button" aria-expanded={open}>
        {t("filter.add")}
      </button>
    </Popover>
  );
}

/** What the list is asked by now, each to be taken away, and what it can be asked by besides. */
export function FilterBar({ of, filters }: { of: NounView; filters: Filters }) {
  const t = useWords();
  const language = useLanguage();
  const formats = useFormats();
  const change = useChange();
  const [params] = useSearchParams();
  const nameOf = useTitles(Object.values(filters));
  const sorts = [
    ...of.sorts,
    ...of.sortsWithin.filter(({ by }) => by.every((name) => name in filters)).map(({ field }) => field),
  ];
  const shown = Object.entries(filters).map(([name, text]) => {
    const { field: fieldName, op } = splitFilter(name);
    const field = fieldOf(of, fieldName);
    const value = field && (field.type === "money" || field.type === "number") ? Number(text) : text;
    const label = field ? labelOf(field, language) : fieldName;
    return { name, label: `${label} ${opWord(op, t)} ${field ? textOf(field, value, formats, nameOf) : text}` };
  });
  const sortOptions = [...new Set(sorts)].flatMap((field) => {
    const described = fieldOf(of, field);
    const label = described ? labelOf(described, language) : field;
    return [
      { value: `-${field}`, label: `${label} ↓` },
      { value: field, label: `${label} ↑` },
    ];
  });
  return (
    <search className="filter-bar">
      {of.does.includes("search") && (
        <Input.Search
          className="list-search"
          allowClear
          aria-label={t("list.search")}
          placeholder={t("list.search")}
          defaultValue={params.get("q") ?? ""}
          onSearch={(text) => change({ q: text.trim() || undefined })}
        />
      )}
      {of.filters.length > 0 && <AddFilter key={of.noun} of={of} />}
      {shown.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          className="chip"
          onClick={() => change({ [name]: undefined })}
          aria-label={t("filter.remove", { label })}
        >
          {label} <span aria-hidden="true">✕</span>
        </button>
      ))}
      {sortOptions.length > 0 && (
        <Select
          aria-label={t("list.sort")}
          className="sort"
          value={params.get("sort") ?? `-${of.sorts[0] ?? "createdAt"}`}
          onChange={(sort) => change({ sort })}
          options={sortOptions}
        />
      )}
    </search>
  );
}
