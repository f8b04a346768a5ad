import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef3fc",
  "#dce6f8",
  "#b7cbf0",
  "#8eaee8",
  "#6b94e1",
  "#4f7fd9",
  "#376bcf",
  "#2a5bbd",
  "#2350a8",
  "#1a4293",
];

/** The greys of the dark page: the same that global.css names. */
const dark: MantineColorsTuple = [
  "#eceef0",
  "#c3c9d0",
  "#a7aeb6",
  "#757c86",
  "#34383d",
  "#2b2e32",
  "#24272a",
  "#17181a",
  "#131416",
  "#0e0f10",
];

/** The head of a dialog is not a second banner of the page. */
const plainHeader = { header: { role: "none" } };

/** The colours with a meaning, as global.css names them: legible on their own soft ground. */
const MEANING: Readonly<Record<string, string>> = {
  green: "positive",
  red: "distractor",
  yellow: "finding",
  gray: "query",
};

const variantColorResolver: VariantColorsResolver = (input) => {
  const plain = defaultVariantColorsResolver(input);
  const name = MEANING[input.color ?? ""];
  if (input.variant !== "light" || !name) return plain;
  const ground = `var(--${name}-soft)`;
  return { ...plain, background: ground, hover: ground, color: `var(--${name})` };
};

/** Calm on purpose: one accent, an 8-px grid, quiet borders, motion under 150 ms. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver,
  autoContrast: true,
  luminanceThreshold: 0.36,
  colors: { accent, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "600" },
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  components: {
    // Named, so that global.css can tell the filled ones apart.
    Button: { defaultProps: { variant: "filled" } },
    Modal: {
      styles: { title: { fontWeight: 600, lineHeight: 1.35 } },
      defaultProps: {
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { "aria-label": "Close" },
        attributes: plainHeader,
      },
    },
    Drawer: {
      styles: { title: { fontWeight: 600, lineHeight: 1.35 } },
      defaultProps: {
        transitionProps: { duration: 140 },
        closeButtonProps: { "aria-label": "Close" },
        attributes: plainHeader,
      },
    },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 100 },
        shadow: "sm",
        // Inside the landmark it opens from, and with nothing in it but its items.
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
  },
});
