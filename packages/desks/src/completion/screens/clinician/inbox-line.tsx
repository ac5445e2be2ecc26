/** On the home: "4 to sign, 1 query, about 3 minutes", and the way to them. */
import { FailureNote } from '@charthouse/ui';
import { Link } from '@tanstack/react-router';
import { useClinicianWords, useInbox } from './use-inbox.ts';
import '../technician/technician.css';

export default function InboxLine() {
  const words = useClinicianWords();
  const { rows, counts, minutes, isPending, error } = useInbox();
  if (error) return <FailureNote error={error} />;
  return (
    <p className="morning-line" aria-busy={isPending}>
      {!isPending && (
        <Link to="/desks/$desk/$screen" params={{ desk: 'completion', screen: 'inbox' }}>
          {rows.length === 0 ? words.none : words.line(counts, minutes)}
        </Link>
      )}
    </p>
  );
}
