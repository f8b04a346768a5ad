import { expect, it } from "vitest";
import { layoutOf } from "@/features/objects/wallLayout";

it("fits as many columns as there is room for, and one on a phone", () => {
  expect(layoutOf(366).columns).toBe(1);
  expect(layoutOf(1152).columns).toBe(4);
  expect(layoutOf(0).columns).toBe(1);
});

it("makes rows as high as cover, strip and words together", () => {
  const { columns, height } = layoutOf(248);
  expect(columns).toBe(1);
  expect(height).toBe(186 + 4 + 59 + 52);
});
