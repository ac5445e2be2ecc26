/** The frame: the person's desks at the left, the work at the right, the palette over everything. */
import { frameKeys, type Language, languages, speak, useLists, useMounted } from '@charthouse/ui';
import { UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useClickOutside, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VerifiedLine } from '../screens/ledger/verified-line.tsx';
import { usePerson } from '../sign-in/person.ts';
import { IdleWarning } from './idle-warning.tsx';
import { KeysHelp } from './keys-help.tsx';
import { Palette } from './palette.tsx';
import { ServerAway } from './server-away.tsx';
import { Settings } from './settings.tsx';
import { Tour } from './tour.tsx';
import './frame.css';

export function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const { signedIn } = usePerson();
  const does: Readonly<Record<(typeof frameKeys)[number]['id'], () => unknown>> = {
    palette: () => setPalette(true),
    help: () => setKeys(true),
    home: () => navigate({ to: '/' }),
    patients: () => navigate({ to: '/patients' }),
  };
  useHotkeys(frameKeys.map(({ id, hotkey }) => [hotkey, () => void does[id]()]));
  return (
    <div className="frame">
      <a href="#work" className="frame-skip">
        {t('frame.skip')}
      </a>
      <Rail onFind={() => setPalette(true)} onKeys={() => setKeys(true)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys */}
      <main id="work" className="frame-work" tabIndex={0}>
        {!signedIn && (
          <p className="frame-warning" role="note">
            {t('frame.authOff')}
          </p>
        )}
        <ServerAway />
        <Outlet />
      </main>
      {palette && <Palette onClose={() => setPalette(false)} onKeys={() => setKeys(true)} />}
      <IdleWarning />
      <Tour />
      <KeysHelp opened={keys} onClose={() => setKeys(false)} />
    </div>
  );
}

function Rail({ onFind, onKeys }: { readonly onFind: () => void; readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 720px)');
  return (
    <nav className="frame-rail" aria-label={t('frame.desks')}>
      <p className="frame-house">{t('frame.product')}</p>
      <Link to="/" activeOptions={{ exact: true }}>
        {t('frame.home')}
      </Link>
      {!isPhone && <Screens />}
      {!isPhone && <Lists />}
      <Link to="/patients">{t('frame.patients')}</Link>
      {!isPhone && <RulesLink />}
      <UnstyledButton className="frame-find" onClick={onFind}>
        {t('frame.find')} <kbd>Ctrl K</kbd>
      </UnstyledButton>
      {isPhone ? <More onKeys={onKeys} /> : <Foot onKeys={onKeys} />}
    </nav>
  );
}

/** On a phone what is at the foot of the rail, and the lists, open from one control. */
function More({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const around = useClickOutside<HTMLDivElement>(() => setOpen(false));
  return (
    <div ref={around}>
      <UnstyledButton aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('frame.more')}
      </UnstyledButton>
      {open && (
        <div className="frame-more">
          <Screens />
          <Lists />
          <RulesLink />
          <Foot onKeys={onKeys} />
        </div>
      )}
    </div>
  );
}

function Foot({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const { name, signedIn, signOut, switchUser } = usePerson();
  const [settings, setSettings] = useState(false);
  return (
    <div className="frame-foot">
      <span className="soft">{name}</span>
      <VerifiedLine />
      {signedIn && <a href="/auth/account">{t('frame.account')}</a>}
      <Scheme />
      <Tongue />
      <UnstyledButton onClick={() => setSettings(true)}>{t('settings.title')}</UnstyledButton>
      <Settings opened={settings} onClose={() => setSettings(false)} />
      <UnstyledButton onClick={onKeys}>
        {t('frame.keys')} <kbd>?</kbd>
      </UnstyledButton>
      {signedIn && <UnstyledButton onClick={switchUser}>{t('session.switch')}</UnstyledButton>}
      {signedIn && <UnstyledButton onClick={signOut}>{t('frame.signOut')}</UnstyledButton>}
    </div>
  );
}

/** Screens of desks that are more than a list. */
function Screens() {
  const { i18n } = useTranslation();
  const { permissions } = usePerson();
  return useMounted().flatMap(({ desk, screens = [] }) =>
    screens
      .filter(({ needs }) => needs === undefined || permissions.includes(needs))
      .map(({ path, title }) => (
        <Link key={`${desk.id}/${path}`} to="/desks/$desk/$screen" params={{ desk: desk.id, screen: path }}>
          <span>{title[i18n.language === 'es' ? 'es' : 'en']}</span>
        </Link>
      )),
  );
}

function Lists() {
  return useLists().map(({ list: { id }, title, count }) => {
    const [desk = '', list = ''] = id.split('/');
    return (
      <Link key={id} to="/worklists/$desk/$list" params={{ desk, list }}>
        <span>{title}</span>
        {count !== undefined && <span className="soft">{count}</span>}
      </Link>
    );
  });
}

function RulesLink() {
  const { t } = useTranslation();
  return usePerson().permissions.includes('work.rules') && <Link to="/rules">{t('rules.title')}</Link>;
}

function Scheme() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === 'dark';
  return (
    <UnstyledButton onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      {t(isDark ? 'frame.light' : 'frame.dark')}
    </UnstyledButton>
  );
}

function Tongue() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'es' ? 'en' : 'es';
  return (
    <UnstyledButton lang={other} onClick={() => speak(other as Language)}>
      {languages[other]}
    </UnstyledButton>
  );
}
