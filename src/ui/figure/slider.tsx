/** A slider with its name and its value. */

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, for the label and for those who hear it. */
  readonly text: string;
  readonly onValue: (value: number) => void;
}

export function Slider({ label, value, min, max, step, text, onValue }: SliderProps) {
  return (
    <label class="slider">
      <span class="slider-name">{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onInput={(event) => onValue(event.currentTarget.valueAsNumber)}
      />
      <span class="slider-value" aria-hidden="true">{text}</span>
    </label>
  );
}
