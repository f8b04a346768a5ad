import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { Icon } from "@/components/Icon";
import { plural } from "@/lib/format";
import classes from "./ReleasesPage.module.css";

interface CardMissingProps {
  slug: string;
  missing: string[];
  maintain: boolean;
}

/** A warning, not a refusal: a release that says little about itself is frozen all the same. */
export function CardMissing({ slug, missing, maintain }: CardMissingProps) {
  if (missing.length === 0) return null;
  return (
    <p className={classes.warning}>
      <Icon name="alert" />
      <span>
        The card of the benchmark lacks {plural(missing.length, "answer")}. The release will carry
        it as it stands, for good.{" "}
        <Anchor component={Link} to={`/b/${slug}/about`} inherit underline="always">
          {maintain ? "Answer them" : "See the card"}
        </Anchor>
      </span>
    </p>
  );
}
