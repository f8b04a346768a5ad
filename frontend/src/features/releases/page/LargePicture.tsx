import { Modal } from "@mantine/core";
import { Picture } from "@/components/Picture";
import classes from "./Samples.module.css";

export interface Shown {
  src: string;
  alt: string;
}

/** One picture as large as the window allows; Escape goes back. */
export function LargePicture({ shown, close }: { shown: Shown | null; close: () => void }) {
  return (
    <Modal opened={shown !== null} onClose={close} title={shown?.alt} size="xl" centered>
      {shown && <Picture src={shown.src} alt={shown.alt} eager className={classes.large} />}
    </Modal>
  );
}
