import { Text } from "@mantine/core";
import { Ago } from "@/components/Ago";
import { Icon } from "@/features/object/icons";
import shared from "@/features/object/object.module.css";
import classes from "@/features/object/review/review.module.css";
import { spoken, titleOf } from "@/features/object/words";
import { useWork } from "@/features/object/work";

/** What reviewers said, each comment leading to the picture it is pinned to. */
export function ReviewNotes() {
  const { workplace, images, goTo } = useWork();
  const notes = workplace.reviews.filter(
    ({ comment, decision }) => comment || decision === "rejected",
  );
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label="Words of the reviewers">
      {notes.map((note) => {
        const picture = images.find(({ id }) => id === note.image);
        return (
          <li key={note.id}>
            <Text size="sm">{note.comment || `Rejected: ${spoken(note.reason)}.`}</Text>
            <Text size="xs" c="dimmed">
              {spoken(note.decision)} by {note.reviewer.name}, <Ago at={note.at} />
              {picture && (
                <>
                  {" · "}
                  <button
                    type="button"
                    className={shared.link}
                    onClick={() => goTo(`image:${picture.id}`)}
                  >
                    <Icon name="pin" size={12} /> {titleOf(picture, images)}
                    {note.box && ", box"}
                  </button>
                </>
              )}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}
