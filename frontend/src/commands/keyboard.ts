import { registry } from "@/commands/registry";
import { singleKeysEnabled } from "@/lib/preferences";

const FIELDS = "input, textarea, select, [contenteditable='true']";
const NOT_TYPED = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "file"]);
const OWN_ENTER = "button, a[href], summary, [role='button'], [role='option']";
const OWN_EVERYTHING = "[role='menu'], [role='listbox']";
const OWN_STEPS = "[role='slider']";
const STEPS = /^(Arrow\w+|Page\w+|Home|End)$/;

function isTypedField(target: Element): boolean {
  const field = target.closest(FIELDS);
  if (!field) return false;
  return !(field instanceof HTMLInputElement && NOT_TYPED.has(field.type));
}

/** True when the focused element has its own meaning for this key. */
export function belongsToTarget(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || event.isComposing) return event.isComposing;
  if (isTypedField(target)) return !(event.ctrlKey || event.metaKey);
  if (target.closest(OWN_EVERYTHING)) return true;
  if (STEPS.test(event.key) && target.closest(OWN_STEPS)) return true;
  return (event.key === "Enter" || event.key === " ") && target.closest(OWN_ENTER) !== null;
}

/** Listens on the window for the whole life of the application. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || belongsToTarget(event)) return;
    registry.dispatch(event, {
      singleKeys: singleKeysEnabled(),
      dialogOpen: document.querySelector("[role='dialog'][aria-modal='true']") !== null,
    });
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
