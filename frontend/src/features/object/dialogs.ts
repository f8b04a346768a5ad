/** A dialog's head is a <header> in a portal, which readers would take for the page's banner. */
export const QUIET_HEAD = { header: { role: "none" } } as const;
