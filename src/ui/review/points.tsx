/** The points of a model answer, to be ticked against one's own. */
import type { Rating } from "../../scheduling/types.ts";
import type { BackView } from "../models.ts";
import { RichPhrase } from "../rich.tsx";

export function PointsList({ points }: Pick<BackView, "points">) {
  return (
    <fieldset class="options points">
      <legend>Tick what your answer had</legend>
      {points.map((point) => (
        <label class="option" key={point.id}>
          <input type="checkbox" value={point.id} data-point={point.id} />
          <RichPhrase html={point.label} />
        </label>
      ))}
    </fieldset>
  );
}

/** All points: Good. More than half by weight: Hard. Else Again. */
export function ratingForPoints(points: BackView["points"], ticked: ReadonlySet<string>): Rating {
  const total = points.reduce((sum, point) => sum + point.weight, 0);
  const had = points.reduce((sum, point) => sum + (ticked.has(point.id) ? point.weight : 0), 0);
  if (points.every((point) => ticked.has(point.id))) return 3;
  return had > total / 2 ? 2 : 1;
}
