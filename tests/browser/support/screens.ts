/** How wide a page is looked at: at a desk, and on a phone that is touched. */
export const SCREENS = {
  desk: { viewport: { width: 1_440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const;
