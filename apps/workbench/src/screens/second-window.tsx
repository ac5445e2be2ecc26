/** Two windows of one browser on different patients say so, in both: https://developer.mozilla.org/docs/Web/API/BroadcastChannel */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Said {
  readonly window: string;
  /** Id of the patient; undefined: the chart was closed. */
  readonly patient: string | undefined;
  readonly isAnswer?: boolean;
}

const channelName = 'charthouse.charts';

export function SecondWindow({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [others, setOthers] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const window = crypto.randomUUID();
    const channel = new BroadcastChannel(channelName);
    const say = (said: Omit<Said, 'window'>) => channel.postMessage({ window, ...said });
    channel.onmessage = ({ data }: MessageEvent<Said>) => {
      setOthers((before) => {
        const { [data.window]: _, ...rest } = before;
        return data.patient === undefined ? rest : { ...rest, [data.window]: data.patient };
      });
      if (data.patient !== undefined && !data.isAnswer) say({ patient: id, isAnswer: true });
    };
    say({ patient: id });
    const close = () => say({ patient: undefined });
    addEventListener('pagehide', close);
    return () => {
      removeEventListener('pagehide', close);
      close();
      channel.close();
    };
  }, [id]);
  if (!Object.values(others).some((other) => other !== id)) return null;
  return (
    <p className="frame-warning no-print" role="status">
      {t('chart.otherWindow')}
    </p>
  );
}
