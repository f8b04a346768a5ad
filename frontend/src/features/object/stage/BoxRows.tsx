import { ActionIcon } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";
import type { WorkImage } from "@/api/types";
import { FIELDS, type Field, withField } from "@/canvas/geometry";
import type { BoxStore, KeyedBox } from "@/canvas/store";
import { Icon } from "@/features/object/icons";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/stage/stage.module.css";

interface Props {
  readonly image: WorkImage;
  readonly store: BoxStore;
  readonly editable: boolean;
}

const SHORT: Readonly<Record<Field, string>> = { x: "x", y: "y", width: "w", height: "h" };

/** Every box as a row of four numbers: what the pointer can do, the keyboard can as well. */
export function BoxRows({ image, store, editable }: Props) {
  const { boxes, selected } = useSyncExternalStore(store.subscribe, store.getState);
  if (boxes.length === 0) {
    return (
      <p className={classes.noRows}>
        {editable ? "No boxes yet. Drag across the object, or " : "This picture has no boxes."}
        {editable && (
          <button
            type="button"
            className={shared.link}
            onClick={() => store.select(store.add(centreOf(image)))}
          >
            add a box by numbers
          </button>
        )}
      </p>
    );
  }
  return (
    <ul className={classes.rows} aria-label="Boxes">
      {boxes.map((entry, index) => (
        <Row
          key={entry.id}
          entry={entry}
          number={index + 1}
          image={image}
          store={store}
          editable={editable}
          selected={entry.id === selected}
        />
      ))}
    </ul>
  );
}

function centreOf({ width, height }: WorkImage) {
  return {
    x: Math.round(width / 4),
    y: Math.round(height / 4),
    width: Math.max(1, Math.round(width / 2)),
    height: Math.max(1, Math.round(height / 2)),
  };
}

interface RowProps extends Props {
  readonly entry: KeyedBox;
  readonly number: number;
  readonly selected: boolean;
}

function Row({ entry, number, image, store, editable, selected }: RowProps) {
  return (
    <li className={classes.row} data-selected={selected || undefined}>
      <span className={classes.rowNumber}>{number}</span>
      {FIELDS.map((field) => (
        <NumberField
          key={field}
          label={`Box ${number}, ${field}`}
          short={SHORT[field]}
          value={entry.box[field]}
          disabled={!editable}
          onFocus={() => store.select(entry.id)}
          onCommit={(value) => store.update(entry.id, withField(entry.box, field, value, image))}
        />
      ))}
      {editable && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Delete box ${number}`}
          onClick={() => store.remove(entry.id)}
        >
          <Icon name="trash" size={16} />
        </ActionIcon>
      )}
    </li>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly short: string;
  readonly value: number;
  readonly disabled: boolean;
  readonly onFocus: () => void;
  readonly onCommit: (value: number) => void;
}

/** Keeps what is being typed to itself until it is a number, and takes it on Enter, arrows or leaving. */
function NumberField({ label, short, value, disabled, onFocus, onCommit }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (text: string) => {
    const number = Number(text);
    if (text.trim() !== "" && Number.isFinite(number)) onCommit(number);
    setTyped(null);
  };
  return (
    <label className={classes.field}>
      <span aria-hidden="true">{short}</span>
      <input
        type="text"
        inputMode="numeric"
        aria-label={label}
        value={typed ?? value}
        readOnly={disabled}
        size={4}
        onFocus={onFocus}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={(event) => typed !== null && commit(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (disabled) return;
          if (event.key === "Enter") commit(event.currentTarget.value);
          const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
          if (step === 0) return;
          event.preventDefault();
          commit(String(Number(event.currentTarget.value) + step * (event.shiftKey ? 10 : 1)));
        }}
      />
    </label>
  );
}
