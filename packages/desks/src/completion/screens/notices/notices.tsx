/** Notices of delinquency: what is due to whom, and the ledger of what was sent and seen. */
import { displayTime, FailureNote } from '@charthouse/ui';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoundWords } from '../words/use-round-words.ts';
import { PrintLetter } from './print-letter.tsx';
import { Table } from './table.tsx';
import { type Told, useRun, useTold } from './told.ts';

export default function NoticesScreen() {
  const { notices: words } = useRoundWords();
  const { top, rows, error, refetch } = useTold('$delinquency-notices');
  const send = useRun('$send-notices');
  const due = rows('due');
  const channel = (code: string) => words.channels[code] ?? code;
  return (
    <div className="page">
      <h1>{words.title}</h1>
      {(error ?? send.error) && <FailureNote error={(error ?? send.error)!} again={refetch} />}
      <div role="status">{send.data && words.done(send.data.parameter?.length ?? 0)}</div>
      {top && (
        <>
          <Table
            caption={words.due}
            heads={[words.who, words.level, words.notice, words.channel, words.days, words.about, words.act]}
            empty={words.noneDue}
            rows={due.map((one) => ({
              key: `${one.who('practitioner').reference} ${one.number('level')}`,
              cells: [
                one.who('practitioner').name,
                one.number('level'),
                one.text('title'),
                channel(one.text('channel')),
                one.number('days'),
                one.references('deficiency').length,
                <span key="acts" className="round-acts">
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={send.isPending}
                    aria-label={`${words.send}: ${one.who('practitioner').name}`}
                    onClick={() => send.mutate([['practitioner', one.who('practitioner').reference]])}
                  >
                    {words.send}
                  </Button>
                  <PrintLetter
                    of={`due=all&practitioner=${one.who('practitioner').reference}&level=${one.number('level')}`}
                    whom={one.who('practitioner').name}
                  />
                </span>,
              ],
            }))}
          />
          {due.length > 0 && (
            <div className="round-bar">
              <Button disabled={send.isPending} onClick={() => send.mutate([])}>
                {words.sendAll(due.length)}
              </Button>
              <PrintLetter of="due=all" />
              <span className="soft">{words.recheck}</span>
            </div>
          )}
          <Ledger sent={rows('sent')} />
        </>
      )}
    </div>
  );
}

function Ledger({ sent }: { readonly sent: readonly Told[] }) {
  const { notices: words } = useRoundWords();
  const { i18n } = useTranslation();
  const time = (text: string) => displayTime(text, i18n.language);
  return (
    <Table
      caption={words.ledger}
      heads={[
        words.sent,
        words.who,
        words.level,
        words.notice,
        words.channel,
        words.about,
        words.seen,
        words.copies,
        words.act,
      ]}
      empty={words.noneSent}
      rows={sent.map((one) => ({
        key: one.who('notice').reference,
        cells: [
          time(one.text('sent')),
          one.who('practitioner').name,
          one.number('level'),
          one.text('title'),
          words.channels[one.text('channel')],
          one.references('deficiency').length,
          one.text('seen') ? time(one.text('seen')) : words.notSeen,
          one.named('copy').join(', '),
          <PrintLetter
            key="print"
            of={`notice=${one.who('notice').reference.slice('Communication/'.length)}`}
            whom={`${one.who('practitioner').name}, ${time(one.text('sent'))}`}
          />,
        ],
      }))}
    />
  );
}
