import { expect, it } from "vitest";
import { leftAtTop } from "@/features/audit/useScrolledPast";

type Entry = Parameters<typeof leftAtTop>[0][number];

const rect = (top: number, bottom: number) => ({ top, bottom }) as DOMRectReadOnly;
const window = rect(0, 900);

const card = (place: number) => {
  const element = document.createElement("li");
  element.dataset.place = String(place);
  return element;
};
const shown = (target: Element, time: number): Entry => ({
  target,
  time,
  intersectionRatio: 1,
  isIntersecting: true,
  boundingClientRect: rect(100, 300),
  rootBounds: window,
});
const gone = (target: Element, time: number, [top, bottom]: [number, number]): Entry => ({
  ...shown(target, time),
  intersectionRatio: 0,
  isIntersecting: false,
  boundingClientRect: rect(top, bottom),
});
const ABOVE: [number, number] = [-210, -10];
const BELOW: [number, number] = [910, 1110];

it("counts a card that stood in the window and left it at the top", () => {
  const first = card(1);
  const came = new Map<Element, number>();
  expect(leftAtTop([shown(first, 0)], came)).toEqual([]);
  expect(leftAtTop([gone(first, 900, ABOVE)], came)).toEqual([1]);
});

it("does not count what flew by, what left at the bottom, or what never came", () => {
  const [flown, back, never] = [card(1), card(2), card(3)];
  const came = new Map<Element, number>();
  leftAtTop([shown(flown, 0), shown(back, 0)], came);
  expect(
    leftAtTop([gone(flown, 60, ABOVE), gone(back, 900, BELOW), gone(never, 900, ABOVE)], came),
  ).toEqual([]);
});

it("measures from when a card came, also when it moves within the window", () => {
  const first = card(1);
  const came = new Map<Element, number>();
  leftAtTop([shown(first, 0)], came);
  leftAtTop([{ ...shown(first, 300), intersectionRatio: 0.7 }], came);
  leftAtTop([{ ...shown(first, 350), intersectionRatio: 0.2 }], came);
  expect(leftAtTop([gone(first, 450, ABOVE)], came)).toEqual([1]);
});
