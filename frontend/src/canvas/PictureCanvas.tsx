import {
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { BoxButtons } from "@/canvas/BoxButtons";
import { BoxLayer, type Tone } from "@/canvas/BoxLayer";
import classes from "@/canvas/canvas.module.css";
import type { Box, Point, Size } from "@/canvas/geometry";
import { Magnifier } from "@/canvas/Magnifier";
import { type Contact, Pointers, type Surface, type Tool } from "@/canvas/pointers";
import type { BoxState, BoxStore } from "@/canvas/store";
import type { Viewport } from "@/canvas/useViewport";

interface Props {
  readonly src: string;
  readonly alt: string;
  readonly image: Size;
  readonly store: BoxStore;
  readonly viewport: Viewport;
  readonly tool: Tool;
  readonly tone: Tone;
  readonly editable: boolean;
  readonly onSwipe: (direction: 1 | -1) => void;
  /** Spots somebody pointed at; shown, never changed. */
  readonly pins?: readonly Box[];
}

/** One picture with its boxes; mouse, touch and keyboard all end in the same store. */
export function PictureCanvas(props: Props) {
  const { src, alt, image, store, viewport, tool, tone, editable } = props;
  const { view, pane } = viewport;
  const state = useSyncExternalStore(store.subscribe, store.getState);
  const [finger, setFinger] = useState<Point | null>(null);
  const element = useRef<HTMLDivElement>(null);
  const handlers = usePointers(element, { ...props, finger: setFinger });
  const { ref } = viewport;
  const attach = useCallback(
    (node: HTMLDivElement | null) => {
      element.current = node;
      return ref(node);
    },
    [ref],
  );
  return (
    <div ref={attach} className={classes.pane} data-tool={editable ? tool : "hand"} {...handlers}>
      <img
        className={classes.picture}
        src={src}
        alt={alt}
        draggable={false}
        data-large={view.scale > 2 || undefined}
        style={{
          width: image.width,
          height: image.height,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
        }}
      />
      <BoxLayer
        view={view}
        boxes={[...shown(state, tone), ...pinned(props.pins)]}
        selected={state.preview ? (state.preview.id ?? "drawing") : state.selected}
        handles={editable}
      />
      <BoxButtons store={store} state={state} image={image} view={view} editable={editable} />
      {finger && tool === "draw" && (
        <Magnifier src={src} image={image} view={view} pane={pane} finger={finger} />
      )}
    </div>
  );
}

function shown({ boxes, preview }: BoxState, tone: Tone) {
  const all = boxes.map(({ id, box }) => ({
    id,
    box: preview?.id === id ? preview.box : box,
    tone,
  }));
  return preview && preview.id === null ? [...all, { id: "drawing", box: preview.box, tone }] : all;
}

function pinned(pins: readonly Box[] = []) {
  return pins.map((box, index) => ({ id: `pin-${index}`, box, tone: "pin" as const }));
}

function usePointers(
  element: { readonly current: HTMLDivElement | null },
  props: Props & { readonly finger: (at: Point | null) => void },
) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const [pointers] = useState(() => new Pointers(() => surfaceOf(latest.current)));
  useWheel(element, latest);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && pointers.cancel();
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [pointers]);
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button > 1 || event.target instanceof HTMLAnchorElement) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      pointers.press(contactOf(event));
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => pointers.drag(contactOf(event)),
    onPointerUp: (event: PointerEvent<HTMLDivElement>) => {
      pointers.lift(contactOf(event));
      focusSelected(element.current, latest.current.store);
    },
    onPointerCancel: () => pointers.cancel(),
  };
}

/** The box just drawn or grabbed takes the focus, so that the arrows nudge it at once. */
function focusSelected(pane: HTMLElement | null, store: BoxStore) {
  requestAnimationFrame(() => {
    const { selected } = store.getState();
    const button = selected && pane?.querySelector<HTMLElement>(`[data-box="${selected}"]`);
    if (button) button.focus({ preventScroll: true });
  });
}

function surfaceOf(props: Props & { readonly finger: (at: Point | null) => void }): Surface {
  const { viewport } = props;
  return {
    store: props.store,
    image: props.image,
    view: viewport.view,
    fitted: viewport.fitted,
    tool: props.tool,
    editable: props.editable,
    pan: viewport.pan,
    zoom: viewport.zoom,
    swipe: props.onSwipe,
    finger: props.finger,
  };
}

/** React listens to wheel passively, and a passive listener can't keep the page from scrolling. */
function useWheel(
  element: { readonly current: HTMLDivElement | null },
  latest: { readonly current: Props },
) {
  useEffect(() => {
    const pane = element.current;
    if (!pane) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = pane.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      const { viewport } = latest.current;
      if (event.shiftKey) viewport.pan(-event.deltaX - event.deltaY, 0);
      else viewport.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), at);
    };
    pane.addEventListener("wheel", onWheel, { passive: false });
    return () => pane.removeEventListener("wheel", onWheel);
  }, [element, latest]);
}

function contactOf(event: PointerEvent<HTMLDivElement>): Contact {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return {
    id: event.pointerId,
    type: event.pointerType,
    button: event.button,
    x: event.clientX - left,
    y: event.clientY - top,
  };
}
