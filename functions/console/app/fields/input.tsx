import { DatePicker, Input, InputNumber, Select, Switch } from "antd";
import dayjs from "dayjs";
import { lazy, Suspense, useEffect, useState } from "react";
import { minorOf } from "../lib/amounts.ts";
import { majorText, useFormats } from "../lib/format.ts";
import { type FieldView, labelOf } from "../lib/nouns.ts";
import { useLanguage, useWords } from "../words/index.ts";
import { ReferenceInput } from "./reference.tsx";

type Props = {
  field: FieldView;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
  currency?: string;
  label?: string;
  /** The noun that a filter is about. */
  noun?: string;
};

/** A list that is longer than a glance takes is searched. */
const SEARCHED_FROM = 10;

type Option = { value?: unknown; label?: unknown };

/** An option is found by what it is called, and by the name that the API has for it. */
const isMeant = (text: string, option?: Option): boolean =>
  `${option?.label} ${option?.value}`.toLowerCase().includes(text.toLowerCase());

/** An amount as it is written, with its minor units as the value; what is no amount yet is left as it stands. */
export function MoneyInput({ value, onChange, currency, id, label }: Omit<Props, "field">) {
  const formats = useFormats();
  const unit = currency ?? formats.currency;
  const written = typeof value === "number" ? majorText(value, unit) : "";
  const [text, setText] = useState(written);
  useEffect(() => {
    setText((before) => (minorOf(before, unit) === value ? before : written));
  }, [value, unit, written]);
  return (
    <Input
      id={id}
      aria-label={label}
      inputMode="decimal"
      className="number wide"
      prefix={unit}
      status={text !== "" && minorOf(text, unit) === undefined ? "error" : undefined}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange?.(target.value.trim() === "" ? undefined : minorOf(target.value, unit));
      }}
    />
  );
}

/** A moment is chosen in the browser's zone and kept as the instant that it is. */
function InstantInput({ value, onChange, id }: Omit<Props, "field">) {
  return (
    <DatePicker
      id={id}
      showTime={{ format: "HH:mm" }}
      className="wide"
      value={typeof value === "string" ? dayjs(value) : null}
      onChange={(at) => onChange?.(at ? at.toDate().toISOString() : undefined)}
    />
  );
}

const Structured = {
  Map: lazy(async () => ({ default: (await import("./structured.tsx")).MapInput })),
  Filter: lazy(async () => ({ default: (await import("./structured.tsx")).FilterInput })),
  Data: lazy(async () => ({ default: (await import("./structured.tsx")).DataInput })),
};

/** A rate is kept in hundredths of a percent, and written in percents. */
const BASIS_POINTS = 100;

const LONG = /note|body|description|outcome|reason|strengths|weaknesses|text|comment/i;

/** The input of one field by its type. */
export function FieldInput({ field, id, value, onChange, currency, label, noun }: Props) {
  const t = useWords();
  const language = useLanguage();
  const { type, references } = field;
  if (references && (type === "id" || type === "ids" || type === "multiEnum")) {
    const multiple = type !== "id";
    return <ReferenceInput {...{ noun: references, id, onChange, multiple, label }} value={value as string} />;
  }
  const name = label ?? labelOf(field, language);
  if (type === "map" || type === "filter" || type === "list" || type === "object") {
    return (
      <Suspense>
        {type === "map" && <Structured.Map {...{ field, id, value, onChange, label: name }} />}
        {type === "filter" && <Structured.Filter {...{ noun, id, value, onChange, label: name }} />}
        {(type === "list" || type === "object") && <Structured.Data {...{ id, value, onChange, label: name }} />}
      </Suspense>
    );
  }
  if (type === "money") return <MoneyInput {...{ id, value, onChange, currency, label }} />;
  if (type === "instant") return <InstantInput {...{ id, value, onChange }} />;
  if (type === "boolean") return <Switch id={id} aria-label={label} checked={value === true} onChange={onChange} />;
  if (type === "number" || type === "percent") {
    const unit = type === "percent" ? BASIS_POINTS : 1;
    return (
      <InputNumber
        {...{ id, "aria-label": label, className: "wide", suffix: type === "percent" && "%" }}
        value={typeof value === "number" ? value / unit : undefined}
        onChange={(next) => onChange?.(next === null ? undefined : unit === 1 ? next : Math.round(next * unit))}
      />
    );
  }
  if (type === "date") {
    return (
      <DatePicker
        id={id}
        className="wide"
        value={typeof value === "string" ? dayjs(value) : null}
        onChange={(on) => onChange?.(on ? on.format("YYYY-MM-DD") : undefined)}
      />
    );
  }
  // What was put away is chosen no more, and shown where the record has it.
  const options = field.options
    ?.filter(({ value: one, archived }) => !archived || [value].flat().includes(one))
    .map((option) => ({ value: option.value, label: labelOf(option, language) }));
  if (type === "enum") {
    return (
      <Select
        {...{ id, "aria-label": label, options, allowClear: true, className: "wide" }}
        showSearch={(options?.length ?? 0) > SEARCHED_FROM && { filterOption: isMeant }}
        placeholder={t("input.choose")}
        value={value as string}
        onChange={(next) => onChange?.(next ?? undefined)}
      />
    );
  }
  if (type === "multiEnum" || type === "ids") {
    return (
      <Select
        {...{ id, "aria-label": label, options, allowClear: true, className: "wide" }}
        mode={options ? "multiple" : "tags"}
        showSearch={options && { filterOption: isMeant }}
        tokenSeparators={[",", "，", "、"]}
        placeholder={t(options ? "input.choose" : "input.several")}
        value={value as string}
        onChange={(next: unknown) => onChange?.(next)}
      />
    );
  }
  const change = (text: string): void => onChange?.(text === "" ? undefined : text);
  const shown = value === undefined || value === null ? "" : String(value);
  if (LONG.test(field.field)) {
    return (
      <Input.TextArea
        {...{ id, "aria-label": label }}
        rows={3}
        value={shown}
        onChange={({ target }) => change(target.value)}
      />
    );
  }
  return (
    <Input
      {...{ id, "aria-label": label, autoComplete: "off" }}
      value={shown}
      onChange={({ target }) => change(target.value)}
    />
  );
}
