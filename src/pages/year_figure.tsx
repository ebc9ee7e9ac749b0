/** A year of answers, a square a day, with the numbers by month in a table. */
import type { HeatDay } from "../ui/models.ts";
import { countOf } from "../ui/words.ts";

interface YearProps {
  /** Monday-first days, 53 weeks of them. */
  readonly year: readonly HeatDay[];
  readonly today: string;
  readonly streakDays: number;
}

const CELL = 11;
const SIDE = 9;
const LEFT = 24;
const TOP = 16;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

export function YearFigure({ year, today, streakDays }: YearProps) {
  const total = year.reduce((sum, day) => sum + day.answers, 0);
  const days = year.filter((day) => day.answers > 0).length;
  const weeks = Math.ceil(year.length / 7);
  const caption = total === 0
    ? "No answers yet. Each day on which you study darkens its square."
    : `${countOf(total, "answer")} on ${countOf(days, "day")} of the past year${
      streakDays > 1 ? `, the last ${streakDays} days in a row` : ""
    }.`;
  return (
    <figure class="year" aria-labelledby="year-caption">
      <div class="year-scroll" tabIndex={0} role="group" aria-label="Answers by day, a column a week">
        <svg
          viewBox={`0 0 ${LEFT + weeks * CELL} ${TOP + 7 * CELL}`}
          width={LEFT + weeks * CELL}
          height={TOP + 7 * CELL}
          role="img"
          aria-label={caption}
        >
          {["Mon", "Wed", "Fri"].map((name, i) => (
            <text key={name} x={0} y={TOP + (2 * i + 1) * CELL - 3}>{name}</text>
          ))}
          {monthStarts(year).map(({ week, name }) => (
            <text key={week} x={LEFT + week * CELL} y={TOP - 5}>{name}</text>
          ))}
          {year.map((day, i) => (
            <rect
              key={day.date}
              class="heat"
              data-step={stepOf(day.answers)}
              data-today={day.date === today ? "" : undefined}
              x={LEFT + Math.floor(i / 7) * CELL}
              y={TOP + (i % 7) * CELL}
              width={SIDE}
              height={SIDE}
              rx={2}
            >
              <title>{`${day.date}: ${countOf(day.answers, "answer")}`}</title>
            </rect>
          ))}
        </svg>
      </div>
      <figcaption id="year-caption">{caption}</figcaption>
      {total > 0 && (
        <details>
          <summary>By month</summary>
          <MonthTable year={year} />
        </details>
      )}
    </figure>
  );
}

function MonthTable({ year }: Pick<YearProps, "year">) {
  const months = new Map<string, { answers: number; days: number }>();
  for (const { date, answers } of year) {
    const month = months.get(date.slice(0, 7)) ?? { answers: 0, days: 0 };
    month.answers += answers;
    if (answers > 0) month.days += 1;
    months.set(date.slice(0, 7), month);
  }
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" class="number">Answers</th>
          <th scope="col" class="number">Days</th>
        </tr>
      </thead>
      <tbody>
        {[...months].map(([month, { answers, days }]) => (
          <tr key={month}>
            <th scope="row">{`${monthName(month)} ${month.slice(0, 4)}`}</th>
            <td class="number">{answers}</td>
            <td class="number">{days}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 0 for none, then four steps; set by fixed counts, so that a colour means the same all year. */
export function stepOf(answers: number): 0 | 1 | 2 | 3 | 4 {
  if (answers === 0) return 0;
  if (answers < 15) return 1;
  if (answers < 40) return 2;
  return answers < 90 ? 3 : 4;
}

/** The week in which each month begins, where there is room for its name. */
function monthStarts(year: readonly HeatDay[]): readonly { readonly week: number; readonly name: string }[] {
  const starts: { week: number; name: string }[] = [];
  let last: string | undefined;
  year.forEach(({ date }, i) => {
    const month = date.slice(0, 7);
    const week = Math.floor(i / 7);
    if (month === last) return;
    last = month;
    const previous = starts.at(-1);
    if (previous !== undefined && week - previous.week < 3) starts.pop();
    starts.push({ week, name: monthName(month) });
  });
  return starts;
}

function monthName(month: string): string {
  return MONTHS[Number(month.slice(5, 7)) - 1] ?? month;
}
