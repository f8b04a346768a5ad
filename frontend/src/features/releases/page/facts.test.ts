import { describe, expect, it } from "vitest";
import type { Loading } from "@/api/release";
import type { Export } from "@/api/types";
import { folderFor, runnable, verifyCommand, webAddress } from "./facts";

const exported = (layout: string, state: Export["state"] = "verified"): Export => ({
  id: 1,
  layout,
  state,
  job: null,
  files: 1,
  bytes: 1,
  manifest_sha256: `sum of ${layout}`,
  verification: null,
  error: "",
  created_at: "2025-01-01T00:00:00Z",
  finished_at: null,
  download: null,
});

const loading = (code: string): Loading => ({
  tool: "tool",
  title: "Tool",
  requires: "pip install tool",
  code,
  layouts: [],
});

describe("the folder that a snippet names", () => {
  it("is one that is exported and fits", () => {
    const exports = [exported("ilias"), exported("all")];
    expect(folderFor("fruit", "1.0.0", ["coco"], exports)).toBe("fruit-1.0.0-all");
    expect(folderFor("fruit", "1.0.0", [], exports)).toBe("fruit-1.0.0-ilias");
  });

  it("is the layout it needs when nothing fits yet", () => {
    const exports = [exported("coco", "writing")];
    expect(folderFor("fruit", "1.0.0", ["coco"], exports)).toBe("fruit-1.0.0-coco");
    expect(folderFor("fruit", "1.0.0", [], [])).toBe("fruit-1.0.0-all");
  });
});

describe("a snippet as it is copied", () => {
  it("says first which folder it means", () => {
    expect(runnable(loading('open(f"{folder}/x")\n'), "fruit-1.0.0-all")).toBe(
      'folder = "fruit-1.0.0-all"\n\nopen(f"{folder}/x")',
    );
  });

  it("says where the official code lies when it runs that", () => {
    expect(runnable(loading('run(f"{ilias}/evaluate.py")'), "f")).toContain('ilias = "ilias"');
    expect(runnable(loading('run(f"{folder}/ilias_core")'), "f")).not.toContain("ilias =");
  });

  it("stays as it is when it needs nothing", () => {
    expect(runnable(loading("print(1)"), "f")).toBe("print(1)");
  });
});

describe("the command that verifies", () => {
  const verify = {
    command: "verify_release DIR --manifest abc",
    manifest_sha256: "abc",
    public_key: null,
  };

  it("names the folder and the manifest of its layout", () => {
    expect(verifyCommand(verify, "fruit-1.0.0-coco", [exported("ilias"), exported("coco")])).toBe(
      "verify_release fruit-1.0.0-coco --manifest sum of coco",
    );
  });

  it("keeps the manifest it was given when the layout is not exported", () => {
    expect(verifyCommand(verify, "fruit-1.0.0-all", [])).toBe(
      "verify_release fruit-1.0.0-all --manifest abc",
    );
  });
});

it("links to nothing but the web", () => {
  expect(webAddress("https://example.org/a")).toBe("https://example.org/a");
  expect(webAddress("javascript:alert(1)")).toBeNull();
});
