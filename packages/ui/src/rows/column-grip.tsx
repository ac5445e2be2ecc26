/** The edge of a column in the head of a list: dragged, it makes the column wider; the menu of columns does it by keys. */
import { type PointerEvent, useRef } from 'react';

export function ColumnGrip({ onWidth }: { readonly onWidth: (pixels: number) => void }) {
  const from = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const widthAt = ({ clientX }: PointerEvent) => from.current && from.current.width + clientX - from.current.x;
  return (
    <span
      aria-hidden
      className="row-list-grip"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: event.currentTarget.parentElement?.offsetWidth ?? 0 };
      }}
      onPointerUp={(event) => {
        const width = widthAt(event);
        from.current = undefined;
        if (width !== undefined) onWidth(width);
      }}
    />
  );
}
