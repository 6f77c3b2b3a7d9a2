import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ExplainedProps {
  readonly explanation: string;
  readonly class?: string;
  /** What is explained. It needs `aria-describedby` with the id that it is given. */
  readonly children: (id: string) => ComponentChildren;
}

/** Something with an explanation, which appears when it is pointed at or has the focus. Escape takes the explanation away. */
export function Explained({ explanation, class: name = '', children }: ExplainedProps) {
  const id = useId();
  const isClosed = useSignal(false);
  const open = () => (isClosed.value = false);
  return (
    <span
      class={`explained ${name} ${isClosed.value ? 'closed' : ''}`}
      onPointerEnter={open}
      onFocusIn={open}
      onKeyDown={({ key }) => {
        if (key === 'Escape') isClosed.value = true;
      }}
    >
      {children(id)}
      <span role="tooltip" id={id}>
        {explanation}
      </span>
    </span>
  );
}
