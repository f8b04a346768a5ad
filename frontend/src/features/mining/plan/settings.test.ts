import { expect, it } from "vitest";
import { firstSettings, hindrance, toDescribe } from "@/features/mining/plan/settings";
import { aSearchable } from "@/test/aRun";

it("begins with what is described already, and a twentieth of the images", () => {
  const first = firstSettings(aSearchable());
  expect([first.kind, first.size, first.encoders]).toEqual(["hard", 4_900, ["demo"]]);
});

it("takes an encoder that must describe first where none has", () => {
  const found = aSearchable({ encoders: [{ name: "clip", described_sets: [] }] });
  const settings = firstSettings(found);
  expect(settings.encoders).toEqual(["clip"]);
  expect(toDescribe(found, settings)).toEqual([{ encoder: "clip", sets: ["web"] }]);
});

it("falls back to a random subset where no encoder reads texts", () => {
  const found = aSearchable({ encoders: [], terms: [] });
  const settings = firstSettings(found);
  expect(settings.kind).toBe("random");
  expect(hindrance(settings, found)).toBeNull();
});

it("says in one sentence what still stands in the way", () => {
  const found = aSearchable();
  const settings = firstSettings(found);
  expect(hindrance(settings, found)).toBeNull();
  expect(hindrance({ ...settings, size: 98_001 }, found)).toMatch(/not as many/);
  expect(hindrance({ ...settings, name: "a b" }, found)).toMatch(/name/);
  expect(hindrance({ ...settings, templates: [] }, found)).toMatch(/template/);
  const problems = [{ code: "mining.term-template-character", message: "…" }];
  expect(hindrance(settings, { ...found, problems })).toMatch(/terms/);
});
