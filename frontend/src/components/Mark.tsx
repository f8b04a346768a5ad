/** A box drawn around a point: the sign of the studio. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="28" height="28" rx="6" fill="#2a5bbd" />
      <rect
        x="9"
        y="9"
        width="14"
        height="14"
        rx="1.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
      />
      <circle cx="16" cy="16" r="2.5" fill="#fff" />
    </svg>
  );
}
