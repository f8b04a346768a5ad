import { describe, expect, it } from "vitest";
import { belongsToTarget } from "@/commands/keyboard";

function pressOn(html: string, key: string, init: KeyboardEventInit = {}): boolean {
  document.body.innerHTML = html;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
  const target = document.body.querySelector("[data-t]") ?? document.body;
  let answer = false;
  target.addEventListener("keydown", (heard) => {
    answer = belongsToTarget(heard as KeyboardEvent);
  });
  target.dispatchEvent(event);
  return answer;
}

describe("belongsToTarget", () => {
  it("leaves typing to fields, but not mod+ keys", () => {
    expect(pressOn("<input data-t>", "a")).toBe(true);
    expect(pressOn("<textarea data-t></textarea>", "ArrowLeft")).toBe(true);
    expect(pressOn("<input data-t>", "s", { ctrlKey: true })).toBe(false);
    expect(pressOn("<input type='checkbox' data-t>", "a")).toBe(false);
  });

  it("leaves Enter and Space to buttons and links, and letters to nobody", () => {
    expect(pressOn("<button data-t>x</button>", "Enter")).toBe(true);
    expect(pressOn("<a href='/x' data-t>x</a>", " ")).toBe(true);
    expect(pressOn("<button data-t>x</button>", "a")).toBe(false);
  });

  it("leaves steps to a slider, and letters to nobody", () => {
    expect(pressOn("<div role='slider' tabindex='0' data-t></div>", "ArrowLeft")).toBe(true);
    expect(pressOn("<div role='slider' tabindex='0' data-t></div>", "Home")).toBe(true);
    expect(pressOn("<div role='slider' tabindex='0' data-t></div>", "t")).toBe(false);
  });

  it("leaves every key to an open menu", () => {
    expect(pressOn("<div role='menu'><button data-t>x</button></div>", "j")).toBe(true);
  });
});
