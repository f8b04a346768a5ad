import { describe, expect, it } from "vitest";
import { asProblem, Problem, problemFrom } from "@/api/problems";

describe("problemFrom", () => {
  it("shows the server's sentence word for word and keeps the code and the rest", () => {
    const problem = problemFrom(412, {
      type: "urn:aristarch:problem:boxes.stale",
      title: "Precondition Failed",
      status: 412,
      code: "boxes.stale",
      detail: "Somebody saved these boxes in between.",
      stored: { version: 4 },
    });
    expect(problem.code).toBe("boxes.stale");
    expect(problem.sentence).toBe("Somebody saved these boxes in between.");
    expect(problem.extra).toEqual({ stored: { version: 4 } });
    expect(problem.fields).toEqual({});
  });

  it("joins the sentences of each field", () => {
    const { fields } = problemFrom(400, {
      code: "request.invalid",
      detail: "Some values can't be taken.",
      fields: { title: ["Too long.", "Holds a tab."], slug: "Taken." },
    });
    expect(fields).toEqual({ title: "Too long. Holds a tab.", slug: "Taken." });
  });

  it("finds a sentence when the body is not a problem at all", () => {
    expect(problemFrom(502, null).sentence).toMatch(/error 502/);
    expect(problemFrom(404, "<html>").sentence).toMatch(/not a member/);
    expect(problemFrom(500, []).code).toBe("http.500");
  });
});

describe("asProblem", () => {
  it("says offline for a request that never arrived", () => {
    expect(asProblem(new TypeError("Failed to fetch")).code).toBe("network.unreachable");
  });

  it("keeps problems and wraps the rest", () => {
    const problem = new Problem("a.b", "No.", 400);
    expect(asProblem(problem)).toBe(problem);
    expect(asProblem(new Error("odd")).sentence).toBe("odd");
  });
});
