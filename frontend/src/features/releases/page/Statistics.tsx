import type { Statistics as Numbers } from "@/api/release";
import { BarList } from "@/features/releases/page/BarList";
import { Quartiles } from "@/features/releases/page/Quartiles";
import { plural } from "@/lib/format";
import classes from "./Figures.module.css";

/** The figures of the release: each bar with its number, so that every one can be checked. */
export function Statistics({ statistics }: { statistics: Numbers }) {
  const { categories, licences, cameras, clutter, scale } = statistics;
  return (
    <div className={classes.statistics}>
      <BarList
        title="Categories"
        unit="objects"
        rows={categories.map(({ name, objects, queries, positives }) => ({
          label: name || "No category",
          value: objects,
          title: `${plural(queries, "query", "queries")}, ${plural(positives, "positive")}`,
        }))}
      />
      <BarList
        title="Licences"
        unit="images"
        rows={licences.map(({ licence, images }) => ({
          label: licence || "Not stated",
          value: images,
        }))}
      />
      <BarList
        title="Cameras"
        unit="images"
        rows={cameras.map(({ camera, images }) => ({ label: camera || "Unknown", value: images }))}
      />
      <BarList
        title="Boxes per image"
        unit="images"
        rows={statistics.boxes_per_image.map(({ boxes, images }) => ({
          label: plural(boxes, "box", "boxes"),
          value: images,
        }))}
      />
      <BarList
        title="Images per object"
        unit="objects"
        rows={statistics.images_per_object.map(({ images, objects }) => ({
          label: plural(images, "image"),
          value: objects,
        }))}
      />
      <Quartiles clutter={clutter} scale={scale} />
    </div>
  );
}
