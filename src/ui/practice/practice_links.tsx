/** From a card's worked answer to more of its kind, outside the schedule. */

interface LinksProps {
  /** Id of the generator. */
  readonly generator: string;
}

export function PracticeLinks({ generator }: LinksProps) {
  return (
    <p class="practice-links">
      <a href={`/practice/${generator}`}>Practise this kind of question</a>
      <a href={`/solve/${generator}`}>Solve it for your own numbers</a>
    </p>
  );
}
