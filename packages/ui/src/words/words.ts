/** The words of a screen in the person's language: https://www.i18next.com */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { es } from './es.ts';

export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

const kept = 'charthouse.language';

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, es: { translation: es } },
    lng: localStorage.getItem(kept) ?? navigator.language.slice(0, 2),
    fallbackLng: 'en',
    supportedLngs: Object.keys(languages),
    interpolation: { escapeValue: false }, // React escapes
  });
  document.documentElement.lang = i18next.language;
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(kept, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
