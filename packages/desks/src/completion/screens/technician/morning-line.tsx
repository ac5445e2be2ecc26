/** On the home: "31 discharged yesterday, 28 received, 3 missing", and the way to them. */
import { FailureNote } from '@charthouse/ui';
import { Link } from '@tanstack/react-router';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { useMorning } from './use-morning.ts';
import './technician.css';

export default function MorningLine() {
  const { morning: words } = useTechnicianWords();
  const { morning, error, refetch } = useMorning(undefined);
  if (error) return <FailureNote error={error} again={() => void refetch()} />;
  if (!morning) return <p className="morning-line" aria-busy="true" />;
  return (
    <p className="morning-line">
      <Link to="/desks/$desk/$screen" params={{ desk: 'completion', screen: 'morning' }}>
        {words.lineYesterday(morning.discharged, morning.received, morning.missing.length)}
      </Link>
    </p>
  );
}
