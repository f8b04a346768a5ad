/** The few signs of the object page, drawn here so that no icon library is loaded for them. */

const PATHS = {
  draw: "M4 7V5a1 1 0 0 1 1-1h2M13 4h2a1 1 0 0 1 1 1v2M16 13v2a1 1 0 0 1-1 1h-2M7 16H5a1 1 0 0 1-1-1v-2M10 7v6M7 10h6",
  hand: "M7 10V5.2a1.2 1.2 0 0 1 2.4 0V9m0-4.8a1.2 1.2 0 0 1 2.4 0V9m0-3.3a1.2 1.2 0 0 1 2.4 0V12a5 5 0 0 1-5 5c-2 0-3.2-.9-4.2-2.6L3 11.4a1.2 1.2 0 0 1 2-1.3l2 2.4",
  undo: "M7.5 5 4 8.5 7.5 12M4 8.5h7.5a4.2 4.2 0 0 1 0 8.5H9",
  redo: "M12.5 5 16 8.5 12.5 12M16 8.5H8.5a4.2 4.2 0 0 0 0 8.5H11",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M7 7h6v6H7z",
  copy: "M7 7V4h9v9h-3M4 7h9v9H4z",
  trash: "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6",
  camera: "M3 7h3l1.5-2h5L14 7h3v9H3zM10 14a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 5l-5 5 5 5",
  next: "M8 5l5 5-5 5",
  lines: "M3 6l14 8M3 14l14-8M3 10h14",
  layers: "M10 3l7 4-7 4-7-4zM3 11l7 4 7-4",
  check: "M4 10.5 8 14.5 16 6",
  warning: "M10 4 2.8 16h14.4zM10 8.5v3.5M10 14v.1",
  pin: "M10 17s5-5 5-9a5 5 0 0 0-10 0c0 4 5 9 5 9zM10 9.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2z",
  history: "M4 6v4h4M4.4 10a6 6 0 1 0 1.6-4.2L4 8M10 7v3.5l2.5 1.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
