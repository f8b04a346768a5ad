import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { expect, it, vi } from "vitest";
import { stopsOf } from "@/features/mining/line";
import { Histogram } from "@/features/mining/run/Histogram";
import { aSummary } from "@/test/aRun";
import { draw } from "@/test/render";

const { histogram, threshold, chosen } = aSummary();
const STOPS = stopsOf(histogram, threshold ?? 0, chosen);

function Movable() {
  const [place, put] = useState(2);
  const ground = useRef<HTMLDivElement>(null);
  return (
    <Histogram
      ground={ground}
      histogram={histogram}
      stops={STOPS}
      place={place}
      home={2}
      put={put}
    />
  );
}

const line = () => screen.getByRole("slider", { name: "Line over the scores" });

it("moves by the arrow keys from the threshold to the edges, and says how many lie above", async () => {
  draw(<Movable />);
  expect(line()).toHaveAttribute("aria-valuetext", "1.7000: 3 distractors from here on");
  line().focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(line()).toHaveAttribute("aria-valuetext", "1.0000: 7 distractors from here on");
  await userEvent.keyboard("{End}");
  expect(line()).toHaveAttribute("aria-valuetext", "3.0000: 0 distractors from here on");
});

it("follows the pointer while it is pressed, and only then", () => {
  draw(<Movable />);
  vi.spyOn(line(), "getBoundingClientRect").mockReturnValue(new DOMRect(100, 0, 300, 200));
  fireEvent.pointerMove(line(), { clientX: 390, buttons: 0 });
  expect(line()).toHaveAttribute("aria-valuenow", "1.7");
  fireEvent.pointerDown(line(), { clientX: 310, buttons: 1 });
  expect(line()).toHaveAttribute("aria-valuenow", "2");
  fireEvent.pointerMove(line(), { clientX: 110, buttons: 1 });
  expect(line()).toHaveAttribute("aria-valuenow", "0");
});

it("says all of it as a table too", () => {
  draw(<Movable />);
  const rows = screen.getAllByRole("row", { hidden: true }).map((row) => row.textContent);
  expect(rows).toEqual([
    "Score fromtoDistractorsChosen",
    "0.00001.0000100",
    "1.00002.000051",
    "2.00003.000022",
  ]);
});
