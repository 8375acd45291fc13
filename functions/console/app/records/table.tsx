import { Table } from "antd";
import { Link, useNavigate } from "react-router";
import { idsIn, Value } from "../fields/value.tsx";
import { useNarrow } from "../lib/media.ts";
import { type FieldView, labelOf, type NounView, type Row, titleField, valueAt } from "../lib/nouns.ts";
import { useTitles } from "../lib/titles.ts";
import { Scroll } from "../shell/scroll.tsx";
import { useLanguage, useWords } from "../words/index.ts";

type Props = {
  of: NounView;
  rows: Row[];
  columns: FieldView[];
  chosen: string[];
  setChosen: (ids: string[]) => void;
  selectable: boolean;
  placeOf: (row: Row) => string;
  titleOf: (row: Row) => string;
};

const isRight = ({ type }: FieldView): boolean => type === "money" || type === "number";

/** On a telephone each row is a card: its name, and the rest as pairs. */
function Cards({ of, rows, columns, placeOf, titleOf, nameOf }: Props & { nameOf: (id: unknown) => string }) {
  const language = useLanguage();
  const title = titleField(of);
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id} className="card">
          <Link className="card-title" to={placeOf(row)}>
            {titleOf(row)}
          </Link>
          <dl>
            {columns
              .filter(({ field }) => field !== title && valueAt(row, field) !== undefined)
              .map((field) => (
                <div key={field.field}>
                  <dt>{labelOf(field, language)}</dt>
                  <dd>
                    <Value field={field} value={valueAt(row, field.field)} currency={row.currency} titleOf={nameOf} />
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Rows as a table of the chosen columns, of which only those in sight are drawn. */
export function RowTable(props: Props) {
  const { of, rows, columns, chosen, setChosen, selectable, placeOf, titleOf } = props;
  const t = useWords();
  const language = useLanguage();
  const narrow = useNarrow();
  const go = useNavigate();
  const shown = rows.map((row) => columns.map(({ field }) => valueAt(row, field)));
  const nameOf = useTitles(idsIn(shown));
  if (narrow) return <Cards {...props} nameOf={nameOf} />;
  const title = titleField(of);
  const first = columns.some(({ field }) => field === title) ? title : columns[0]?.field;
  return (
    <Scroll>
      <Table<Row>
        size="middle"
        rowKey="id"
        dataSource={rows}
        pagination={false}
        rowSelection={
          selectable
            ? {
                selectedRowKeys: chosen,
                onChange: (keys) => setChosen(keys.map(String)),
                getCheckboxProps: (row) => ({ "aria-label": t("list.choose", { name: titleOf(row) }) }) as object,
              }
            : undefined
        }
        onRow={(row) => ({
          onDoubleClick: () => void go(placeOf(row)),
        })}
        columns={columns.map((field) => ({
          key: field.field,
          title: labelOf(field, language),
          align: isRight(field) ? ("right" as const) : undefined,
          ellipsis: false,
          render: (_: unknown, row: Row) =>
            field.field === first ? (
              <Link to={placeOf(row)}>
                <bdi className="text">{titleOf(row)}</bdi>
              </Link>
            ) : (
              <Value field={field} value={valueAt(row, field.field)} currency={row.currency} titleOf={nameOf} />
            ),
        }))}
      />
    </Scroll>
  );
}
