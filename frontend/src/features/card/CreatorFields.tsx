import { ActionIcon, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Creator } from "@/api/release";
import { Icon } from "@/components/Icon";
import { isOrcid, tidyOrcid } from "@/features/card/questions";
import classes from "./Card.module.css";

interface CreatorFieldsProps {
  creator: Creator;
  place: number;
  last: number;
  change: (part: Partial<Creator>) => void;
  move: (to: number) => void;
  remove: () => void;
  flush: () => void;
}

const FIELDS = [
  ["given_name", "Given name"],
  ["family_name", "Family name"],
  ["affiliation", "Affiliation"],
] as const;

/** One of those who are cited, and their place in the order. */
export function CreatorFields({ creator, place, last, change, flush, ...act }: CreatorFieldsProps) {
  const number = place + 1;
  const wrong = creator.orcid !== "" && !isOrcid(creator.orcid);
  return (
    <li className={classes.creator} aria-label={`Creator ${number}`}>
      {FIELDS.map(([name, label]) => (
        <TextInput
          key={name}
          label={label}
          value={creator[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
          onBlur={flush}
        />
      ))}
      <TextInput
        label="ORCID"
        placeholder="0000-0000-0000-0000"
        value={creator.orcid}
        error={wrong ? "No such ORCID: a digit is wrong or missing" : undefined}
        onChange={(event) => change({ orcid: tidyOrcid(event.currentTarget.value) })}
        onBlur={flush}
      />
      <div className={classes.order}>
        <Act
          label={`Move creator ${number} up`}
          disabled={place === 0}
          act={() => act.move(place - 1)}
        >
          <span className={classes.up}>
            <Icon name="chevron" />
          </span>
        </Act>
        <Act
          label={`Move creator ${number} down`}
          disabled={place === last}
          act={() => act.move(place + 1)}
        >
          <Icon name="chevron" />
        </Act>
        <Act label={`Remove creator ${number}`} act={act.remove}>
          <Icon name="cross" />
        </Act>
      </div>
    </li>
  );
}

interface ActProps {
  label: string;
  disabled?: boolean;
  act: () => void;
  children: ReactNode;
}

function Act({ label, disabled, act, children }: ActProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      disabled={disabled}
      onClick={act}
    >
      {children}
    </ActionIcon>
  );
}
