/** Ctrl-K: people, screens and actions by a few letters, without the mouse. */
import { Modal, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFound } from './use-found.ts';
import './palette.css';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

export function Palette({ onClose, onKeys }: PaletteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(text, { onClose, onKeys });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + found.length) % Math.max(found.length, 1));
    else if (event.key === 'Enter') found[at]?.go();
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} withCloseButton={false} padding={0} size="lg" yOffset="10vh">
      <Modal.Title className="visually-hidden">{t('frame.find')}</Modal.Title>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        className="palette-input"
        aria-label={t('frame.find')}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={found[at] && `palette-${found[at].id}`}
        placeholder={t('palette.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={t('frame.find')} className="palette-list">
        {found.map((one, index) => (
          <div
            key={one.id}
            id={`palette-${one.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="palette-row"
            onClick={one.go}
            onKeyDown={onKeyDown}
            onMouseMove={() => setAt(index)}
          >
            <span>{one.words}</span>
            <span className="soft">
              {one.detail ?? one.group} {one.keys && <kbd>{one.keys}</kbd>}
            </span>
          </div>
        ))}
        {found.length === 0 && <p className="soft palette-none">{t('palette.none', { text })}</p>}
      </div>
    </Modal>
  );
}
