import type { GetOpportunitiesByIdProcessReply } from "../lib/api.ts";
import { useFormats } from "../lib/format.ts";
import type { Row } from "../lib/nouns.ts";
import { useRead } from "../lib/queries.ts";
import { useTitles } from "../lib/titles.ts";
import { Reading } from "../shell/reading.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { useWords, type WordKey } from "../words/index.ts";

type Process = GetOpportunitiesByIdProcessReply;
type NameOf = (id: unknown) => string;

const TENTHS_OF_DAY = 8_640;
const STEP_HEADS: readonly WordKey[] = ["process.stage", "process.entered", "process.movedBy"];
const STEP_COUNTS: readonly WordKey[] = ["process.stayed", "process.activities", "process.documents"];
const PERSON_COUNTS: readonly WordKey[] = ["process.moves", "process.activities", "process.done", "process.documents"];

function Heads({ words, counts }: { words: readonly WordKey[]; counts: readonly WordKey[] }) {
  const t = useWords();
  return (
    <thead>
      <tr>
        {words.map((word) => (
          <th key={word} scope="col">
            {t(word)}
          </th>
        ))}
        {counts.map((word) => (
          <th key={word} scope="col" className="number">
            {t(word)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Steps({ steps, nameOf }: { steps: Process["steps"]; nameOf: NameOf }) {
  const t = useWords();
  const formats = useFormats();
  return (
    <Scroll>
      <table className="parts">
        <Heads words={STEP_HEADS} counts={STEP_COUNTS} />
        <tbody>
          {steps.map(({ enteredAt, name, movedById, seconds, isLate, activities, documents }) => (
            <tr key={enteredAt}>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>{formats.instant(enteredAt)}</td>
              <td>{nameOf(movedById)}</td>
              <td className={isLate ? "number bad" : "number"}>
                {t("process.days", { days: formats.number(Math.round(seconds / TENTHS_OF_DAY) / 10) })}
                {isLate && ` · ${t("process.late")}`}
              </td>
              <td className="number">{activities}</td>
              <td className="number">{documents.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function People({ people, nameOf }: { people: Process["people"]; nameOf: NameOf }) {
  return (
    <Scroll>
      <table className="parts">
        <Heads words={["process.person"]} counts={PERSON_COUNTS} />
        <tbody>
          {people.map(({ userId, moves, activities, done, documents }) => (
            <tr key={userId}>
              <td>{nameOf(userId)}</td>
              <td className="number">{moves}</td>
              <td className="number">{activities}</td>
              <td className="number">{done}</td>
              <td className="number">{documents}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** How a sale went: how long it stood in each stage, who did how much, what was said last, and how punctual all was. */
export default function SaleProcess({ row }: { row: Row }) {
  const t = useWords();
  const formats = useFormats();
  const { data, error, refetch } = useRead<Process>(`/v1/opportunities/${row.id}/process`);
  const { steps = [], people = [], latestFeedback, punctuality } = data ?? {};
  const nameOf = useTitles([...steps.map(({ movedById }) => movedById), ...people.map(({ userId }) => userId)]);
  return (
    <section>
      <h2>{t("process.title")}</h2>
      <Reading {...{ data, error, refetch }} rows={3} />
      {steps.length > 0 && <Steps steps={steps} nameOf={nameOf} />}
      {people.length > 0 && <People people={people} nameOf={nameOf} />}
      {punctuality?.basisPoints !== undefined && (
        <p>
          <span className="faint">{t("process.onTime")}</span> {formats.percent(punctuality.basisPoints)}
        </p>
      )}
      {latestFeedback && (
        <p>
          <span className="faint">{t("process.feedback")}</span> <bdi>{latestFeedback.outcome}</bdi>{" "}
          <span className="faint">{formats.instant(latestFeedback.at)}</span>
        </p>
      )}
    </section>
  );
}
