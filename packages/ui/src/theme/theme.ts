/** Paper, ink and one deep teal: how every screen looks, light and dark. */
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-mono/400.css';
import '@fontsource/ibm-plex-serif/400.css';
import './theme.css';
import { Button, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** What can be acted on. Contrast with paper at least 4.5:1 from the sixth shade on. */
const teal: MantineColorsTuple = [
  '#e6f4f4',
  '#cfe7e7',
  '#a4d1d2',
  '#74bbbc',
  '#4ba7a9',
  '#2d989b',
  '#0b5a5e',
  '#094e52',
  '#074246',
  '#053639',
];

/** Neutral and warm, for the dark scheme: text first, ground last. */
const dark: MantineColorsTuple = [
  '#eae7df',
  '#c9cac2',
  '#a8aea8',
  '#7d847f',
  '#545b57',
  '#3a403d',
  '#2b312f',
  '#1f2422',
  '#171a19',
  '#111413',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  colors: { teal, dark },
  fontFamily: "'IBM Plex Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', ui-monospace, monospace",
  headings: { fontFamily: "'IBM Plex Sans', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 3,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // contrast is reckoned for the light scheme only
    Button: Button.extend({
      vars: (_theme, { variant = 'filled' }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {},
      }),
    }),
  },
});

/** The channels that are kept apart: time, rules, evidence. */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--row': '32px' },
  light: {
    '--mantine-color-body': '#faf8f4',
    '--mantine-color-text': '#1f2421',
    '--mantine-color-dimmed': '#565d58',
    '--rule-line': '#d9d4c8',
    '--field': '#fffefb',
    '--selected': '#e3eeec',
    '--accent': '#0b5a5e',
    '--on-accent': '#ffffff',
    '--amber': '#7a4b00',
    '--amber-wash': '#fdf1d8',
    '--red': '#9b1c1c',
    '--red-wash': '#fbeceb',
    '--mantine-color-error': '#9b1c1c',
    '--mantine-color-red-filled': '#9b1c1c',
    '--mantine-color-red-filled-hover': '#7d1515',
  },
  dark: {
    '--mantine-color-body': '#171a19',
    '--mantine-color-text': '#eae7df',
    '--mantine-color-dimmed': '#a8aea8',
    '--rule-line': '#3a403d',
    '--field': '#1f2422',
    '--selected': '#22403f',
    '--accent': '#6cc5c4',
    '--on-accent': '#111413',
    '--amber': '#f0c674',
    '--amber-wash': '#3a2f14',
    '--red': '#ff9c94',
    '--red-wash': '#3a1f1d',
    '--mantine-color-error': '#ff9c94',
    '--mantine-color-red-filled': '#ff9c94',
    '--mantine-color-red-filled-hover': '#ffb3ad',
  },
});
